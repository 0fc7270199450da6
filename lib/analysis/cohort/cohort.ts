/** Answers a cohort question: how many people match, of how many known, and some or all of them. */

import { type Sql, sql } from "../../store/sql.ts";
import { intersectionOf, membersOf, type PersonSet } from "../people.sql.ts";
import type { CohortQuestion, CohortResult } from "../question.ts";
import type { Run } from "../run.ts";
import type { AnalysisScope } from "../scope.ts";
import { knownPeople } from "../source.sql.ts";
import { peopleOf } from "./criterion.sql.ts";

const DEFAULT_MEMBERS = 5;

interface Counted {
  readonly known: number;
  readonly people: number;
  /** Lowest numbers first: who was seen first. */
  readonly first: readonly number[];
}

/** Members counted and the first of them listed in one pass; whoever is known besides. */
function countSql(scope: AnalysisScope, set: PersonSet, limit: number): Sql {
  const known = sql`(select toFloat64(count()) from ${knownPeople(scope)})`;
  const first = limit === 0 ? sql`[]` : sql`groupArraySorted(${sql.as("UInt32", limit)})(person)`;
  return sql`select ${known} as known, people, first from (
    select toFloat64(count()) as people, ${first} as first from ${membersOf(scope, set)})`;
}

/** Ids of people, in the order of their numbers. */
function idsSql(scope: AnalysisScope, people: Sql): Sql {
  return sql`select p.person as person, any(p.id) as user from people as p
    where p.project = ${sql.as("UInt32", scope.project)} and p.person in ${people}
    group by p.person order by p.person`;
}

export async function answerCohort(
  scope: AnalysisScope,
  question: CohortQuestion,
  { run, members }: { readonly run: Run; readonly members?: PersonSet },
): Promise<CohortResult> {
  const own = peopleOf(scope, question.criterion);
  const set = members === undefined ? own : intersectionOf([own, members]);
  const wanted = question.members ?? DEFAULT_MEMBERS;
  const [counted] = await run<Counted>("cohort.count", countSql(scope, set, wanted === "all" ? 0 : wanted));
  const first = counted?.first ?? [];
  const listed = wanted === "all" ? membersOf(scope, set) : sql.as("Array(UInt32)", first);
  const nobody = wanted !== "all" && first.length === 0;
  const people = nobody ? [] : await run<{ user: string; person: number }>("cohort.members", idsSql(scope, listed));
  return {
    kind: "cohort",
    count: counted?.people ?? 0,
    known: counted?.known ?? 0,
    members: people.map(({ user, person }) => ({ user, person })),
  };
}
