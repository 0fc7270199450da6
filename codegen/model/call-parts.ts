/** Parts of a call that is written out with values. */

import type { JsonObject } from "../../lib/plan/plan.ts";

/** What gives one property, as code. */
export interface Said {
  readonly key: string;
  readonly text: string;
}

/** A map of any values, of expressions of its keys and values; `value` is what they say. */
export type MapOf = (entries: readonly (readonly [key: string, value: string])[], value: JsonObject) => string;

/** Stands where a value would, in a language with comments of this form; it does not compile, and says why. */
export function instead(noValue: string): string {
  return `/* ${noValue} */`;
}

/** A call to paste, before it is written in a language. */
export interface PastedCall {
  /** The event's id. */
  readonly id: string;
  /** What the call gives. */
  readonly given: JsonObject;
  /** What it may give besides; stands in comments. */
  readonly besides: JsonObject;
  /** What is told of a property, by its key, in one line without text of the plan. */
  readonly told: (key: string) => string;
  /** Says that the plan takes no value at all, in one line without text of the plan. */
  readonly noValue: string;
}
