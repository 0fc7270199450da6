/** How long converters took: from the entry of the attempt that counts to its last step. */

import { type Sql, sql } from "../../store/sql.ts";
import { isMember, type PersonSet } from "../people.sql.ts";
import type { FunnelDefinition } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { eventIds, selectorFilters } from "../selector.sql.ts";
import { eventMs, readEvents } from "../source.sql.ts";
import { durationMs } from "../window.ts";
import { funnelEvents, funnelLevel, funnelSpans } from "./funnel.sql.ts";

function converters(scope: AnalysisScope, funnel: FunnelDefinition, members?: PersonSet): Sql {
  return sql`(select person from ${funnelEvents(scope, funnel, members)} group by person
    having ${funnelLevel(scope, funnel)} = ${funnel.steps.length})`;
}

/** Subquery `person, ms` of one step's events of the converters. */
function stepEvents(scope: AnalysisScope, funnel: FunnelDefinition, index: number, people: PersonSet): Sql {
  const { entries, steps } = funnelSpans(scope, funnel);
  const step = funnel.steps[index] ?? { any: true as const };
  const events = readEvents(scope, {
    events: eventIds(scope, step),
    span: index === 0 ? entries : steps,
    columns: [sql`${eventMs} as ms`],
    where: selectorFilters(scope, step),
  });
  return sql`(select person, ms from ${events} where ${isMember(people, sql`person`)})`;
}

/**
 * For funnels whose steps share no event: each entry is joined to the nearest event of the next step, and so on. One row:
 * median, mean and 90th percentile in seconds; null without converters.
 */
export function timeToConvertSql(scope: AnalysisScope, funnel: FunnelDefinition, members?: PersonSet): Sql {
  const people: PersonSet = { persons: converters(scope, funnel, members), except: false };
  let chain = sql`(select person, ms as entry, ms as at from ${stepEvents(scope, funnel, 0, people)})`;
  for (let index = 1; index < funnel.steps.length; index++)
    chain = sql`(select a.person as person, a.entry as entry, b.ms as at from ${chain} as a
      asof inner join ${stepEvents(scope, funnel, index, people)} as b on a.person = b.person and b.ms >= a.at)`;
  return sql`select median, mean, p90 from (
    select count() as people, quantileExactInclusive(0.5)(took) as median, avg(took) as mean, quantileExactInclusive(0.9)(took) as p90
    from (select person, argMin(at - entry, entry) / 1000 as took from ${chain}
      where at - entry <= ${durationMs(funnel.within)} group by person)) where people > 0`;
}

/** Events one answer may look at one by one. */
export const MAX_STEP_EVENTS = 1_000_000;

/** For funnels whose steps may share events: the converters' events in order, `steps` a mask of the steps they fit. */
export function converterEventsSql(scope: AnalysisScope, funnel: FunnelDefinition, members?: PersonSet): Sql {
  const masks = funnel.steps.map(
    (_, index) => sql`${sql.as("UInt32", 2 ** index)} * toUInt32(${sql.name(`step${index + 1}`)})`,
  );
  const mask = sql.join(masks, sql` + `);
  return sql`select person, toFloat64(ms) as ms, toUInt32(${mask}) as steps from ${funnelEvents(scope, funnel)}
    where steps > 0 and person in ${converters(scope, funnel, members)}
    order by person, ms limit ${MAX_STEP_EVENTS + 1}`;
}
