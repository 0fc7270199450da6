/** From the messages of one body to the verdict on each: read, known versions at hand, told from duplicates, judged. */

import type { Judgement, Violation } from "../violation/violation.ts";
import { MAX_VIOLATIONS } from "./ajv-violation.ts";
import type { Call, CallKind, ReadCall } from "./call.ts";
import { enforce } from "./enforce.ts";
import { BREAKS_LIMITS, HOLDS_LARGE_NUMBERS, quickLook } from "./json-limits.ts";
import { findLargeNumbers, itemRanges, memberRange, type Range } from "./json-scan.ts";
import { type JudgeRule, judge, judgeUnreadable } from "./judge.ts";
import type { Judged } from "./note.ts";
import { readCall } from "./read-call.ts";
import type { IngestSource } from "./source-registry.ts";
import { isWithin } from "./strip.ts";
import { findTransformed } from "./transform.ts";
import type { PlanVersions } from "./validate.ts";

/** An event's place in its body is part of its number in the event store. */
export const MAX_MESSAGES = 4_096;

export function readCalls(messages: readonly unknown[], fromRoute: CallKind | undefined): ReadCall[] {
  return messages.map((message) => readCall(message, fromRoute));
}

/** Versions that the calls declare. */
export function declaredVersions(calls: readonly ReadCall[]): number[] {
  const versions = new Set<number>();
  for (const read of calls) {
    if ("call" in read && read.call.declaration !== undefined) versions.add(read.call.declaration.version);
  }
  return [...versions];
}

/** Where each message stands in the text of its body. */
export function messageRanges(text: string, batched: boolean): Range[] {
  if (!batched) return [{ from: text.search(/\S/), to: text.trimEnd().length }];
  const range = memberRange(text, "batch");
  return range === undefined ? [] : itemRanges(text, range.from);
}

/**
 * An integer beyond 2^53, or a number beyond all that can be held, is no longer what was sent once it is parsed: said
 * rather than stored wrong. Judged where the plan judges, in properties and traits.
 */
export function largeNumberViolations(text: string, range: Range, subjectPath: string): Violation[] {
  return findLargeNumbers(text, range)
    .filter(({ path }) => path.startsWith(`${subjectPath}/`))
    .map(({ path, literal }) => ({
      code: "value_constraint",
      path,
      keyword: "precision",
      expected: Number.MAX_SAFE_INTEGER,
      received: literal,
    }));
}

/** A judgement with further violations; a conformant one becomes violating. */
export function withViolations(judgement: Judgement, more: readonly Violation[]): Judgement {
  if (more.length === 0) return judgement;
  return {
    ...judgement,
    verdict: judgement.verdict === "conformant" ? "violating" : judgement.verdict,
    violations: [...judgement.violations, ...more].slice(0, MAX_VIOLATIONS),
  };
}

const NONE: readonly Violation[] = [];

export interface Body {
  readonly calls: readonly ReadCall[];
  readonly text: string;
  readonly batched: boolean;
}

/** Where the messages of a body stand, worked out at the first question: few bodies are ever asked. */
function lazyRanges({ text, batched }: Body): (index: number) => Range | undefined {
  let ranges: readonly Range[] | undefined;
  return (index) => {
    ranges ??= messageRanges(text, batched);
    return ranges[index];
  };
}

function messageIdOf(read: ReadCall): string {
  return "call" in read ? read.call.messageId : read.unreadable.messageId;
}

/** Claims message ids, "" for none; one answer for each: whether it is new. */
export type Admit = (messageIds: readonly string[]) => readonly boolean[];

/** The verdict on every call of a body, whose message ids it claims in their order. Does not give way in between. */
export function judgeBody(body: Body, source: IngestSource, plans: PlanVersions, admit: Admit): Judged[] {
  const { slug, unplanned, versionRule } = source;
  const careful: JudgeRule = { sourceSlug: slug, unplanned, versionRule };
  const quick: JudgeRule = { ...careful, withinLimits: true };
  const rangeOf = lazyRanges(body);
  const judged: Judged[] = [];
  const isNew = admit(body.calls.map(messageIdOf));
  for (const read of body.calls) {
    const index = judged.length;
    if (isNew[index] !== true) {
      judged.push("duplicate");
      continue;
    }
    if ("unreadable" in read) {
      judged.push(judgeUnreadable(read.unreadable));
      continue;
    }
    const look = quickLook(read.call.message);
    const rule = (look & BREAKS_LIMITS) === 0 ? quick : careful;
    const judgement = judge(read.call, plans, rule);
    const range = (look & HOLDS_LARGE_NUMBERS) === 0 ? undefined : rangeOf(index);
    const large = range === undefined ? NONE : largeNumberViolations(body.text, range, read.call.subjectPath);
    const found = withViolations(judgement, large);
    if (found.verdict === "conformant") judged.push(found);
    else {
      const judgeAgain = (call: Call, stripped: readonly string[]): readonly Violation[] => {
        const left = large.filter(({ path }) => !isWithin(path, stripped));
        return withViolations(judge(call, plans, rule), left).violations;
      };
      // A number that cannot be held is not mended by writing it otherwise.
      const mended = large.length > 0 ? undefined : findTransformed(read.call, found, plans, rule);
      const known = mended === undefined ? found : { ...found, transformed: mended };
      judged.push(enforce(read.call, known, source, judgeAgain));
    }
  }
  return judged;
}
