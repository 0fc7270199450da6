/** The verdict on one line of events, as the command line prints it: judged by the same code as at ingest. */

import type { Language } from "../plan/plan.ts";
import type { Judgement, Verdict, Violation } from "../violation/violation.ts";
import { violationMessage } from "../violation/violation-table.ts";
import { isBottomless, MAX_BODY_DEPTH } from "./json-limits.ts";
import { firstErrorOffset, mayHoldLargeNumbers } from "./json-scan.ts";
import { judge, judgeUnreadable } from "./judge.ts";
import { readCall } from "./read-call.ts";
import { largeNumberViolations, withViolations } from "./receive.ts";
import type { PlanVersions, UnplannedRule } from "./validate.ts";

export interface VerdictLine {
  /** From 1. */
  readonly line: number;
  /** "" when the call has none, or cannot be read. */
  readonly messageId: string;
  /** Wire name of an event, else the kind of call. */
  readonly event: string;
  readonly verdict: Verdict;
  readonly planVersion: number;
  readonly violations: readonly (Violation & { readonly message: string })[];
}

export interface VerdictLineOptions {
  readonly language?: Language;
  readonly unplanned?: UnplannedRule;
  /** Judges as this source would; without it, no event is misplaced. */
  readonly sourceSlug?: string;
}

interface Judged {
  readonly judgement: Judgement;
  readonly messageId: string;
  readonly event: string;
}

function malformed(violation: Violation): Judged {
  return { judgement: { verdict: "malformed", violations: [violation], planVersion: 0 }, messageId: "", event: "" };
}

function judgeText(text: string, versions: PlanVersions, options: VerdictLineOptions): Judged {
  if (isBottomless(Buffer.from(text))) {
    return malformed({ code: "malformed", path: "", expected: `at most ${MAX_BODY_DEPTH} levels` });
  }
  let message: unknown;
  try {
    message = JSON.parse(text) as unknown;
  } catch {
    const column = (firstErrorOffset(text) ?? 0) + 1;
    return malformed({ code: "malformed", path: "", expected: "JSON", received: `column ${column}` });
  }
  return judgeMessage(message, text, versions, options);
}

function judgeMessage(message: unknown, text: string, versions: PlanVersions, options: VerdictLineOptions): Judged {
  const read = readCall(message);
  if ("unreadable" in read) {
    const { messageId, name } = read.unreadable;
    return { judgement: judgeUnreadable(read.unreadable), messageId, event: name };
  }
  const { call } = read;
  const { sourceSlug, unplanned = "violation" } = options;
  const judgement = judge(call, versions, { unplanned, ...(sourceSlug === undefined ? {} : { sourceSlug }) });
  const long = mayHoldLargeNumbers(text)
    ? largeNumberViolations(text, { from: text.search(/\S/), to: text.length }, call.subjectPath)
    : [];
  return {
    judgement: withViolations(judgement, long),
    messageId: call.messageId,
    event: call.name === "" ? call.kind : call.name,
  };
}

function lineOf(line: number, { judgement, messageId, event }: Judged, language: Language): VerdictLine {
  return {
    line,
    messageId,
    event,
    verdict: judgement.verdict,
    planVersion: judgement.planVersion,
    violations: judgement.violations.map((violation) => ({
      ...violation,
      message: violationMessage(violation)[language],
    })),
  };
}

/** Judges one line of NDJSON in the Segment shape. Never throws. */
export function verdictLine(
  line: number,
  text: string,
  versions: PlanVersions,
  options: VerdictLineOptions = {},
): VerdictLine {
  return lineOf(line, judgeText(text.replace(/^\uFEFF/, ""), versions, options), options.language ?? "en");
}
