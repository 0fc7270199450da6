/** What an event says of the values that were not kept as they came: `drop /properties/email`. */

import type { Judgement, Violation, ViolationCode } from "../violation/violation.ts";
import { pointerSegments } from "./json-limits.ts";
import { ANY } from "./value-places.ts";

function segmentsOf(statement: string): readonly string[] {
  return pointerSegments(statement.slice(statement.indexOf(" ") + 1));
}

function startsWith(path: readonly string[], names: readonly string[]): boolean {
  return names.length <= path.length && names.every((name, index) => name === ANY || name === path[index]);
}

/** A violation without a value that is not kept, be it the one that it is about or one inside it. */
export function withoutHandledValues(
  violations: readonly Violation[],
  handled: readonly string[],
): readonly Violation[] {
  const places = handled.map(segmentsOf);
  return violations.map((violation) => {
    const path = pointerSegments(violation.path);
    const isAbout = places.some((names) => startsWith(path, names) || startsWith(names, path));
    if (!isAbout || violation.received === undefined) return violation;
    const { received: _gone, ...rest } = violation;
    return rest;
  });
}

/** What says how a value has to be: of one that is not kept nothing can be said any more. */
const OF_VALUES: ReadonlySet<ViolationCode> = new Set(["type_mismatch", "value_constraint", "cardinality"]);

/** A later judgement of a stored call, without what it finds wrong with values that took the place of those that came. */
export function withoutHandledFaults(judgement: Judgement, handled: readonly string[]): Judgement {
  const places = handled.map(segmentsOf);
  const violations = judgement.violations.filter(({ code, path }) => {
    const segments = pointerSegments(path);
    return !OF_VALUES.has(code) || !places.some((names) => startsWith(segments, names));
  });
  if (violations.length === judgement.violations.length) return judgement;
  const verdict = judgement.verdict === "violating" && violations.length === 0 ? "conformant" : judgement.verdict;
  return { ...judgement, verdict, violations };
}
