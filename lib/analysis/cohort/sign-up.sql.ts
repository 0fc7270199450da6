/** A person's sign-up: the first event, in all history, of those with the sign-up role. */

import { type Sql, sql } from "../../store/sql.ts";
import { signUpEvents } from "../bind/plan-lookup.ts";
import type { AnalysisScope } from "../scope.ts";
import { eventMs, readEvents } from "../source.sql.ts";
import { endOf } from "../window.ts";

/** Subquery `person, t0` in milliseconds. */
export function signUps(scope: AnalysisScope): Sql {
  const events = readEvents(scope, {
    events: signUpEvents(scope.plan).map(({ id }) => id),
    span: { until: endOf(scope.asOf) },
    columns: [sql`${eventMs} as ms`],
  });
  return sql`(select person, min(ms) as t0 from ${events} group by person)`;
}

/** Events of a subquery with `person` and `ms` that fall within `milliseconds` of the person's sign-up, ends included. */
export function afterSignUp(scope: AnalysisScope, events: Sql, milliseconds: number): Sql {
  return sql`(select a.* from ${events} as a inner join ${signUps(scope)} as b on a.person = b.person
    where a.ms >= b.t0 and a.ms <= b.t0 + ${milliseconds})`;
}
