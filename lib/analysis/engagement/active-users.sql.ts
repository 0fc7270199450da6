/** Distinct people per local day, per 7 and per 30 days that end on it. */

import { type Sql, sql } from "../../store/sql.ts";
import { localDate } from "../day.sql.ts";
import { isMember, type PersonSet } from "../people.sql.ts";
import type { EventSelector } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { eventIds, selectorFilters } from "../selector.sql.ts";
import { readEvents } from "../source.sql.ts";
import type { Span } from "../window.ts";

const WEEK_DAYS = 7;
export const MONTH_DAYS = 30;

/** One bitmap of people per day, then each laid over the 30 days it counts for. `span` starts 29 days before the first. */
export function activeUsersSql(scope: AnalysisScope, event: EventSelector, span: Span, members?: PersonSet): Sql {
  const events = readEvents(scope, {
    events: eventIds(scope, event),
    span,
    columns: [sql`${localDate(scope)} as active_on`],
    where: selectorFilters(scope, event),
  });
  const kept = members === undefined ? events : sql`(select * from ${events} where ${isMember(members, sql`person`)})`;
  return sql`select toInt32(toInt32(active_on) + age) as day,
      toFloat64(groupBitmapMergeIf(people, age = 0)) as dau,
      toFloat64(groupBitmapMergeIf(people, age < ${WEEK_DAYS})) as wau,
      toFloat64(groupBitmapMerge(people)) as mau
    from (select active_on, groupBitmapState(person) as people from ${kept} group by active_on)
    array join range(${sql.as("UInt8", MONTH_DAYS)}) as age group by day`;
}
