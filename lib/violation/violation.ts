/** A violation is a value: what a received event breaks, where, and what was expected. Messages are made from it, per language. */

import type { Json } from "../plan/plan.ts";

/** Closed list; `violation-table.ts` holds the message, hint and foreign vocabulary of each code. */
export const VIOLATION_CODES = [
  "unplanned_event",
  "unplanned_on_source",
  "unplanned_property",
  "required_missing",
  "type_mismatch",
  "value_constraint",
  "cardinality",
  "version_unknown",
  "too_deep",
  "malformed",
  "store_refused",
] as const;
export type ViolationCode = (typeof VIOLATION_CODES)[number];

export interface Violation {
  readonly code: ViolationCode;
  /** JSON pointer into the event as received, e.g. `/properties/total`; `` is the event itself. */
  readonly path: string;
  /** The JSON Schema keyword that failed, where one did; `presence` where the plan makes an exception of the source. */
  readonly keyword?: string;
  /** What the plan asks for, as short text or a value ("number", ["EUR","USD"], 64). */
  readonly expected?: Json;
  /** What came: a type name for type_mismatch, else the value, cut to 200 characters. Never set for sensitive properties. */
  readonly received?: Json;
}

/** `conformant` enters analysis; the other three never do. */
export const VERDICTS = ["conformant", "violating", "unplanned", "malformed"] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Judgement {
  readonly verdict: Verdict;
  readonly violations: readonly Violation[];
  /** The published plan version that judged; 0 when none is published (everything is then unplanned). */
  readonly planVersion: number;
  /** The planned event, when one was found. */
  readonly eventId?: string;
  /** True when a former name led to the event. */
  readonly renamed?: boolean;
}
