/** Cohorts of a template as they read in a project: with the ids that its objects and cohorts have there. */

import type { Criterion } from "../analysis/question.ts";
import { contentHash } from "../plan/canonical-json.ts";
import { isFields } from "../plan/field-tree.ts";
import type { HouseCohort } from "./house.ts";
import { saidOf } from "./house-choice.ts";
import { freeName, type Placement } from "./house-place.ts";

/** Several ids of one name are read as whichever an event carries. */
const SEPARATOR = "|";
const NAMING = new Set(["event", "property", "userProperty", "groupProperty", "cohort"]);

function mapped(part: unknown, idOf: (id: string) => string, key = ""): unknown {
  if (key === "value") return part;
  if (typeof part === "string") return NAMING.has(key) ? part.split(SEPARATOR).map(idOf).join(SEPARATOR) : part;
  if (Array.isArray(part)) return part.map((item) => mapped(item, idOf, key));
  if (!isFields(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, mapped(value, idOf, name)]));
}

/** A criterion of the template with the project's ids. */
export function criterionIn(placement: Placement, criterion: Criterion): Criterion {
  const idOf = (id: string) => saidOf(placement.cohorts, id)?.id ?? saidOf(placement.ids, id) ?? id;
  return mapped(criterion, idOf) as Criterion;
}

/** Of what a cohort is in the template: its name may be the project's own. */
export function cohortHash({ description, criterion }: HouseCohort): string {
  return contentHash({ description, criterion });
}

/** A cohort of the template that a project could still take. */
export interface WaitingCohort {
  readonly cohort: HouseCohort;
  /** Nothing of it is there; another one has its name; it is there, and the template's was changed since. */
  readonly state: "new" | "taken" | "changed";
  /** A name that is free. */
  readonly free: string;
}

interface Present {
  readonly id: string;
  readonly name: string;
}

/** In an order in which each comes after those it is made of. */
export function waitingCohorts(
  cohorts: readonly HouseCohort[],
  placement: Placement,
  present: readonly Present[],
): readonly WaitingCohort[] {
  const ids = new Set(present.map(({ id }) => id));
  const names = new Set(present.map(({ name }) => name));
  return cohorts.flatMap((cohort): readonly WaitingCohort[] => {
    const placed = saidOf(placement.cohorts, cohort.key);
    const free = freeName(cohort.name, names);
    if (placed !== undefined && placed.hash === undefined) return [];
    if (placed === undefined || !ids.has(placed.id)) {
      return placed === undefined ? [{ cohort, state: names.has(cohort.name) ? "taken" : "new", free }] : [];
    }
    return placed.hash === cohortHash(cohort) ? [] : [{ cohort, state: "changed", free }];
  });
}
