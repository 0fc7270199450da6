/** The latest conformant value of a user or group property, per person. */

import { type Sql, sql } from "../store/sql.ts";
import type { AnalysisScope } from "./scope.ts";
import { eventMs, personOf, readEvents, traitRows } from "./source.sql.ts";
import { endOf } from "./window.ts";

/** Latest by event time, then by arrival. A tuple, since a bare null would be skipped and an older value shown. */
const latest = sql`argMax(tuple(t.n, t.s), tuple(t.ts, t.uid))`;

/** Subquery `person, n, s`: one row for each person who ever had the user property. */
export function userTrait(scope: AnalysisScope, propertyId: string): Sql {
  return sql`(select person, tupleElement(value, 1) as n, tupleElement(value, 2) as s from (
    select ${personOf(scope, sql`t.person`)} as person, ${latest} as value
    from ${traitRows(scope, "user")} and t.property_id = ${propertyId} group by person))`;
}

/** Subquery `person, group_id, at`: when each person was last seen with each group, by a group call or an event. */
function memberships(scope: AnalysisScope): Sql {
  const seen = readEvents(scope, {
    events: "all",
    span: { until: endOf(scope.asOf) },
    columns: [sql`e.group_id as group_id`, sql`${eventMs} as ms`, sql`e.uid as uid`],
    where: [sql`e.group_id != ''`],
  });
  const called = sql`(select ${personOf(scope, sql`t.person`)} as person, t.group_id as group_id,
    toUnixTimestamp64Milli(t.ts) as ms, t.uid as uid from ${traitRows(scope, "group")} and t.person != 0)`;
  return sql`(select person, group_id, max(tuple(ms, uid)) as at
    from (select * from ${seen} union all select * from ${called}) group by person, group_id)`;
}

/**
 * Subquery `person, n, s`: the value of the group each person was last seen with, among groups that have the property (so
 * that being in a team and in a company does not hide either's properties).
 */
export function groupTrait(scope: AnalysisScope, propertyId: string): Sql {
  const values = sql`(select t.group_id as group_id, ${latest} as value
    from ${traitRows(scope, "group")} and t.property_id = ${propertyId} group by t.group_id)`;
  return sql`(select person, tupleElement(value, 1) as n, tupleElement(value, 2) as s from (
    select m.person as person, argMax(v.value, m.at) as value
    from ${memberships(scope)} as m inner join ${values} as v on m.group_id = v.group_id group by m.person))`;
}
