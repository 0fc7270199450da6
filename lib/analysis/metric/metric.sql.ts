/** Counts, people and sums of an event over time, as SQL. */

import { type Sql, sql } from "../../store/sql.ts";
import { startOfDay } from "../calendar.ts";
import { localPeriod } from "../day.sql.ts";
import { traitValue } from "../filter.sql.ts";
import { isMember, type PersonSet } from "../people.sql.ts";
import type { MetricQuestion, PropertyRef } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { eventIds, selectorFilters } from "../selector.sql.ts";
import { allOf, eventMs, readEvents } from "../source.sql.ts";
import { eventValue, isEventRef, valueNumber, valueText } from "../value.sql.ts";
import type { Span } from "../window.ts";

/** Series of a breakdown that are shown: the largest. */
export const MAX_SERIES = 50;

export interface MetricPlan {
  readonly question: MetricQuestion;
  readonly span: Span;
  readonly members?: PersonSet;
}

function measureOf(measure: MetricQuestion["measure"]): Sql {
  switch (measure.kind) {
    case "count":
      return sql`toFloat64(count())`;
    case "unique_users":
      return sql`toFloat64(uniqExact(person))`;
    case "sum":
      return sql`toFloat64(ifNull(sumKahan(value), 0))`;
    case "mean":
      return sql`if(count(value) = 0, null, sumKahan(value) / count(value))`;
    case "median":
      return sql`if(count(value) = 0, null, quantileExactInclusive(0.5)(value))`;
    case "percentile":
      return sql`if(count(value) = 0, null, arrayElement(quantilesExactInclusive(${sql.as("Float64", measure.percentile / 100)})(value), 1))`;
  }
}

/** Local hours counted from the day's start: both hours of a clock change have their own. */
function hourOf(starts: readonly number[]): Sql {
  const bounds = sql.as("Array(UInt64)", starts.map(String));
  return sql`toFloat64(roundDown(toUInt64(${eventMs}), ${bounds}))`;
}

/** First instants of the local hours of a span. */
export function hourStarts(scope: AnalysisScope, days: { readonly first: number; readonly last: number }): number[] {
  const starts: number[] = [];
  for (let day = days.first; day <= days.last; day++) {
    const end = startOfDay(scope.calendar, day + 1);
    for (let at = startOfDay(scope.calendar, day); at < end; at += 3_600_000) starts.push(at);
  }
  return starts;
}

function bucketOf(scope: AnalysisScope, interval: MetricQuestion["interval"], hours: readonly number[]): Sql {
  if (interval === "hour") return hourOf(hours);
  if (interval === "total") return sql`0`;
  return localPeriod(scope, interval);
}

function breakdownColumn(scope: AnalysisScope, question: MetricQuestion): Sql | undefined {
  const { breakdown } = question;
  if (breakdown === undefined || !isEventRef(breakdown)) return undefined;
  return sql`${valueText(eventValue(scope, breakdown, [question.event]))} as series`;
}

function valueColumn(scope: AnalysisScope, { event, measure }: MetricQuestion): Sql | undefined {
  if (!("property" in measure) || !isEventRef(measure.property)) return undefined;
  return sql`${valueNumber(eventValue(scope, measure.property, [event]))} as value`;
}

/** Events of the question, one row each: person, bucket, and the value and series where the question has them. */
function rows(scope: AnalysisScope, plan: MetricPlan, hours: readonly number[]): Sql {
  const { question, span, members } = plan;
  const columns = [
    sql`${bucketOf(scope, question.interval, hours)} as bucket`,
    breakdownColumn(scope, question),
    valueColumn(scope, question),
  ].filter((column) => column !== undefined);
  const events = readEvents(scope, {
    events: eventIds(scope, question.event),
    span,
    columns,
    where: selectorFilters(scope, question.event),
  });
  const kept = members === undefined ? events : sql`(select * from ${events} where ${isMember(members, sql`person`)})`;
  return question.breakdown === undefined || isEventRef(question.breakdown)
    ? kept
    : withTrait(scope, kept, question.breakdown);
}

function withTrait(scope: AnalysisScope, events: Sql, ref: Exclude<PropertyRef, { readonly property: string }>): Sql {
  if (isEventRef(ref)) return events;
  const { rows: traits, value } = traitValue(scope, ref);
  return sql`(select a.*, b.series as series from ${events} as a any left join
    (select person, ${valueText(value)} as series from ${traits}) as b on a.person = b.person)`;
}

/** One row: the whole range. */
export function totalSql(scope: AnalysisScope, plan: MetricPlan): Sql {
  return sql`select ${measureOf(plan.question.measure)} as value from ${rows(scope, { ...plan, question: { ...plan.question, interval: "total" } }, [])}`;
}

/** One row for each of the largest series, and how many there are. */
export function seriesSql(scope: AnalysisScope, plan: MetricPlan): Sql {
  const total = { ...plan, question: { ...plan.question, interval: "total" as const } };
  return sql`select series, value, toUInt32(count() over ()) as series_count from (
      select series, ${measureOf(plan.question.measure)} as value, count() as events from ${rows(scope, total, [])} group by series)
    order by value desc nulls last, events desc, series asc limit ${sql.as("UInt32", MAX_SERIES)}`;
}

/** One row for each bucket (and series) that holds an event. */
export function pointsSql(
  scope: AnalysisScope,
  plan: MetricPlan,
  options: { readonly hours: readonly number[]; readonly series?: readonly (string | null)[] },
): Sql {
  const value = measureOf(plan.question.measure);
  const from = rows(scope, plan, options.hours);
  if (options.series === undefined) return sql`select bucket, ${value} as value from ${from} group by bucket`;
  const named = options.series.filter((key) => key !== null);
  const wanted = allOf([
    options.series.includes(null) ? sql`(isNull(series) or series in ${named})` : sql`series in ${named}`,
  ]);
  return sql`select bucket, series, ${value} as value from ${from} where ${wanted} group by bucket, series`;
}
