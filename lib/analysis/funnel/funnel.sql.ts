/**
 * Ordered funnels. The attempt that counts is the longest; its window starts with step 1, both ends included; the range binds
 * entries alone; events of one millisecond count in either order and no event serves two steps.
 */

import { type Sql, sql } from "../../store/sql.ts";
import { isMember, type PersonSet } from "../people.sql.ts";
import type { EventSelector, FunnelDefinition } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { areDisjoint, eventIdsOf, isSelected } from "../selector.sql.ts";
import { comma, eventMs, inSpan, readEvents } from "../source.sql.ts";
import { durationMs, endOf, isFixed, type Span, spanOf } from "../window.ts";

/** Entries may lie in `entries`; steps after them until the window of the last entry is over. */
export function funnelSpans(
  scope: AnalysisScope,
  funnel: FunnelDefinition,
): { readonly entries: Span; readonly steps: Span } {
  const end = endOf(scope.asOf);
  const entries = isFixed(funnel.range) ? spanOf(scope.calendar, funnel.range, scope.asOf) : { until: end };
  return { entries, steps: { ...entries, until: Math.min(end, entries.until + durationMs(funnel.within)) } };
}

function stepFlag(scope: AnalysisScope, step: EventSelector, index: number, entries: Span): Sql {
  const selected = isSelected(scope, step);
  return index === 0 ? sql`(${selected} and ${inSpan(entries)})` : selected;
}

/** Subquery `person, ms, uid, step1 ... stepN` of the events that any step selects. */
export function funnelEvents(scope: AnalysisScope, funnel: FunnelDefinition, members?: PersonSet): Sql {
  const { entries, steps } = funnelSpans(scope, funnel);
  const flags = funnel.steps.map(
    (step, index) => sql`${stepFlag(scope, step, index, entries)} as ${sql.name(`step${index + 1}`)}`,
  );
  const events = readEvents(scope, {
    events: eventIdsOf(scope, funnel.steps),
    span: steps,
    columns: [sql`${eventMs} as ms`, sql`e.uid as uid`, ...flags],
  });
  return members === undefined ? events : sql`(select * from ${events} where ${isMember(members, sql`person`)})`;
}

function stepNames(funnel: FunnelDefinition): Sql {
  return sql.join(
    funnel.steps.map((_, index) => sql.name(`step${index + 1}`)),
    comma,
  );
}

/** Level reached, as an aggregate over `funnelEvents`. Where no event fits two steps the plain mode gives the same, faster. */
export function funnelLevel(scope: AnalysisScope, funnel: FunnelDefinition): Sql {
  const within = sql.as("UInt64", durationMs(funnel.within));
  const steps = stepNames(funnel);
  return areDisjoint(scope, funnel.steps)
    ? sql`windowFunnel(${within})(toUInt64(ms), ${steps})`
    : sql`windowFunnel(${within}, 'strict_once')(toUInt64(ms), ${steps})`;
}

/** One row for each level: how many people stopped there, and how many of them still have an open window. */
export function funnelSql(scope: AnalysisScope, funnel: FunnelDefinition, members?: PersonSet): Sql {
  const open = sql`maxIf(ms, step1) + ${durationMs(funnel.within)} >= ${scope.asOf}`;
  return sql`select toUInt32(level) as level, toFloat64(count()) as people, toFloat64(countIf(open)) as open from (
    select person, ${funnelLevel(scope, funnel)} as level, ${open} as open
    from ${funnelEvents(scope, funnel, members)} group by person) where level > 0 group by level`;
}

/** People who reached at least a step, or exactly that one: a subquery of persons. */
export function funnelPeople(
  scope: AnalysisScope,
  funnel: FunnelDefinition,
  { step, exactly }: { readonly step: number; readonly exactly: boolean },
): Sql {
  const level = funnelLevel(scope, funnel);
  const reached = exactly ? sql`${level} = ${step}` : sql`${level} >= ${step}`;
  return sql`(select person from ${funnelEvents(scope, funnel)} group by person having ${reached})`;
}
