/** Answers a cohort question: how many people match, of how many known, and some or all of them. */

import { type Sql, sql } from "../../store/sql.ts";
import { intersectionOf, membersOf, type PersonSet } from "../people.sql.ts";
import type { CohortQuestion, CohortResult } from "../question.ts";
import type { Run } from "../run.ts";
import type { AnalysisScope } from "../scope.ts";
import { knownPeople } from "../source.sql.ts";
import { peopleOf } from "./criterion.sql.ts";

const DEFAULT_MEMBERS = 5;

function countSql(scope: AnalysisScope, set: PersonSet): Sql {
  const known = sql`(select toFloat64(count()) from ${knownPeople(scope)})`;
  const found = sql`(select toFloat64(count()) from ${set.persons})`;
  return sql`select ${known} as known, ${set.except ? sql`known - ${found}` : found} as people`;
}

/** Ids of people, lowest person number first: who was seen first. */
function memberIdsSql(scope: AnalysisScope, set: PersonSet, limit: number | "all"): Sql {
  const first = limit === "all" ? sql`` : sql`limit ${sql.as("UInt32", limit)}`;
  return sql`select p.person as person, any(p.id) as user from people as p
    where p.project = ${sql.as("UInt32", scope.project)}
      and p.person in (select person from ${membersOf(scope, set)} order by person ${first})
    group by p.person order by p.person`;
}

export async function answerCohort(
  scope: AnalysisScope,
  question: CohortQuestion,
  { run, members }: { readonly run: Run; readonly members?: PersonSet },
): Promise<CohortResult> {
  const own = peopleOf(scope, question.criterion);
  const set = members === undefined ? own : intersectionOf([own, members]);
  const limit = question.members ?? DEFAULT_MEMBERS;
  const [counts, people] = await Promise.all([
    run<{ known: number; people: number }>("cohort.count", countSql(scope, set)),
    limit === 0 ? [] : run<{ user: string }>("cohort.members", memberIdsSql(scope, set, limit)),
  ]);
  return {
    kind: "cohort",
    count: counts[0]?.people ?? 0,
    known: counts[0]?.known ?? 0,
    members: people.map(({ user }) => ({ user })),
  };
}
