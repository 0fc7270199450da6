/** Restricting a question to some people: sets of persons, or everybody but those of a set. */

import { type Sql, sql } from "../store/sql.ts";
import type { AnalysisScope } from "./scope.ts";
import { allOf, knownPeople } from "./source.sql.ts";

/** A subquery of person numbers, each once; `except` means everybody known but those. All are known people. */
export interface PersonSet {
  readonly persons: Sql;
  readonly except: boolean;
}

export function complementOf({ persons, except }: PersonSet): PersonSet {
  return { persons, except: !except };
}

/** True for members, given a person column. */
export function isMember(set: PersonSet, person: Sql): Sql {
  return set.except ? sql`${person} not in ${set.persons}` : sql`${person} in ${set.persons}`;
}

/** The members themselves: a subquery of one column `person`. */
export function membersOf(scope: AnalysisScope, set: PersonSet): Sql {
  if (!set.except) return set.persons;
  return sql`(select person from ${knownPeople(scope)} where person not in ${set.persons})`;
}

/** Members of every set. */
export function intersectionOf(sets: readonly PersonSet[]): PersonSet {
  const [first, ...others] = [...sets].sort((a, b) => Number(a.except) - Number(b.except));
  if (first === undefined) return { persons: sql`(select toUInt32(0) as person where 0)`, except: true };
  if (others.length === 0) return first;
  if (first.except) return { persons: unionOfPersons(sets), except: true };
  const conditions = others.map((set) => isMember(set, sql`person`));
  return { persons: sql`(select person from ${first.persons} where ${allOf(conditions)})`, except: false };
}

function unionOfPersons(sets: readonly PersonSet[]): Sql {
  const parts = sets.map(({ persons }) => sql`select person from ${persons}`);
  return sql`(select distinct person from (${sql.join(parts, sql` union all `)}))`;
}

/** Members of any set. */
export function unionOf(sets: readonly PersonSet[]): PersonSet {
  if (sets.every(({ except }) => !except) && sets.length > 0) return { persons: unionOfPersons(sets), except: false };
  return complementOf(intersectionOf(sets.map(complementOf)));
}
