/** Saved cohorts inside saved cohorts: how large a definition becomes once they are followed, and whether it ever ends. */

import type { Criterion } from "../question.ts";
import type { KnownCohort } from "./bind.ts";

/** Ids of the saved cohorts a criterion names directly. */
export function nestedCohorts(criterion: Criterion): string[] {
  if (criterion.kind === "cohort") return [criterion.cohort];
  if (criterion.kind === "not" || criterion.kind === "as_sent") return nestedCohorts(criterion.of);
  if (criterion.kind === "all" || criterion.kind === "any") return criterion.of.flatMap(nestedCohorts);
  return [];
}

/** Parts of a criterion that ask the event store something, cohorts inside it left out. */
function ownParts(criterion: Criterion): number {
  if (criterion.kind === "cohort") return 0;
  if (criterion.kind === "not" || criterion.kind === "as_sent") return ownParts(criterion.of);
  if (criterion.kind === "all" || criterion.kind === "any")
    return criterion.of.reduce((sum, part) => sum + ownParts(part), 0);
  return 1;
}

export type Expanded = { readonly parts: number } | { readonly endless: string };

/**
 * Parts of a saved cohort with every cohort inside it written out, or the name of the one that contains itself. A cohort named
 * many times is looked at once: its parts are counted as often as it is named. `self` counts as being above all.
 */
export function expandedCohort(id: string, cohorts: readonly KnownCohort[], self: string | undefined): Expanded {
  const byId = new Map(cohorts.map((cohort) => [cohort.id, cohort]));
  const known = new Map<string, number | "open">(self === undefined ? [] : [[self, "open"]]);
  let endless: string | undefined;
  const partsOf = (one: string): number => {
    const cohort = byId.get(one);
    const seen = known.get(one);
    if (seen === "open") endless ??= cohort?.name ?? one;
    if (seen !== undefined) return seen === "open" ? 0 : seen;
    if (cohort === undefined) return 0;
    known.set(one, "open");
    const inner = nestedCohorts(cohort.criterion).reduce((sum, name) => sum + partsOf(name), 0);
    const parts = Math.max(1, ownParts(cohort.criterion) + inner);
    known.set(one, parts);
    return parts;
  };
  const parts = partsOf(id);
  return endless === undefined ? { parts } : { endless };
}
