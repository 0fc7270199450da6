/** What is said of a breaking change: a payload that shows it, or why there is none; and how candidates are judged. */

import type { Change } from "./diff.ts";
import type { JsonObject, Plan, PlanEvent } from "./plan.ts";
import type { Step } from "./witness-place.ts";
import {
  NO_PAYLOAD,
  type NoPayloadReason,
  SHOWN_BY,
  SHOWN_BY_CODE,
  UNDECIDABLE,
  type UndecidableReason,
} from "./witness-table.ts";

/** A call to judge: a message in the Segment shape, and the source that sends it where that matters. */
export interface WitnessCall {
  readonly message: JsonObject;
  readonly source?: string;
}

export interface WitnessFailure {
  readonly code: string;
  /** JSON pointer into the message. */
  readonly path: string;
  readonly keyword?: string;
}

/** The verdict of one side on a call; `failures` is empty exactly when it conforms. */
export interface WitnessVerdict {
  readonly conformant: boolean;
  /** The event that the side takes it for. */
  readonly eventId?: string;
  readonly failures: readonly WitnessFailure[];
}

export interface WitnessSides {
  readonly before: Plan;
  readonly after: Plan;
  readonly judge: (side: "before" | "after", call: WitnessCall) => WitnessVerdict;
  /** Slugs of the project's sources, for changes that concern some of them. */
  readonly sources?: readonly string[];
}

interface Bilingual {
  readonly en: string;
  readonly fr: string;
}

export type Witness =
  | {
      readonly outcome: "payload";
      /** The call as it was accepted: its type, name, and `properties` or `traits`. */
      readonly call: JsonObject;
      readonly source?: string;
      /** What the new plan finds wrong with it, at this change's place. */
      readonly breaks: WitnessFailure;
    }
  | ({ readonly outcome: "no_payload"; readonly reason: NoPayloadReason } & Bilingual)
  | ({ readonly outcome: "undecidable"; readonly reason: UndecidableReason } & Bilingual);

export function noPayload(reason: NoPayloadReason): Witness {
  return { outcome: "no_payload", reason, ...NO_PAYLOAD[reason] };
}

export function undecidable(reason: UndecidableReason): Witness {
  return { outcome: "undecidable", reason, ...UNDECIDABLE[reason] };
}

/** A call of the event: page and screen calls carry their name as `name`. */
export function callOf(event: Pick<PlanEvent, "callType" | "name">, properties: JsonObject): JsonObject {
  return event.callType === "track"
    ? { type: "track", event: event.name, properties }
    : { type: event.callType, name: event.name, properties };
}

function withoutIndexes(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, "");
}

/** What a failure is told apart by: its place in the call, and the JSON Schema keywords that show the change. */
export interface FailureMark {
  readonly targets: readonly string[];
  /** Absent: any. */
  readonly keywords?: readonly string[];
  /** Codes of violations; absent: any. */
  readonly codes?: readonly string[];
}

/** The failure that shows a change: at its place, or at what encloses it, and of its kind. */
export function shownFailure(
  failures: readonly WitnessFailure[],
  { targets, keywords, codes }: FailureMark,
): WitnessFailure | undefined {
  return failures.find(({ path, keyword, code }) => {
    if (codes !== undefined && !codes.includes(code)) return false;
    const at = withoutIndexes(path);
    const near = targets.some((target) => at === target || at.startsWith(`${target}/`) || target.startsWith(`${at}/`));
    return near && (keywords === undefined || (keyword !== undefined && keywords.includes(keyword)));
  });
}

function segmentOf(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Where failures of this change stand: under the names its properties had, or have. */
export function targetsOf(base: string, steps: readonly Step[]): string[] {
  const pointer = (side: "before" | "after") =>
    steps.reduce((path, step) => `${path}/${segmentOf((step[side] ?? step.before ?? step.after)?.name ?? "")}`, base);
  return [...new Set([pointer("before"), pointer("after")])].map(withoutIndexes);
}

export function markOf(change: Change, targets: readonly string[]): FailureMark {
  const keywords = SHOWN_BY[change.code];
  const codes = SHOWN_BY_CODE[change.code];
  return { targets, ...(keywords === undefined ? {} : { keywords }), ...(codes === undefined ? {} : { codes }) };
}

/** Payloads judged for one event before giving up. */
const MOST_TRIED = 600;

/** The first of the calls that shows the change. */
export function firstShowing(
  calls: Iterable<{ readonly before: WitnessCall; readonly after: WitnessCall }>,
  targets: readonly string[],
  change: Change,
  { judge }: WitnessSides,
): Witness | undefined {
  let left = MOST_TRIED;
  const mark = markOf(change, targets);
  for (const { before, after } of calls) {
    left -= 1;
    if (left < 0) return undefined;
    const failures = judge("after", after).failures;
    const breaks = failures.length === 0 ? undefined : shownFailure(failures, mark);
    if (breaks === undefined || !judge("before", before).conformant) continue;
    return {
      outcome: "payload",
      call: before.message,
      ...(before.source === undefined ? {} : { source: before.source }),
      breaks,
    };
  }
  return undefined;
}
