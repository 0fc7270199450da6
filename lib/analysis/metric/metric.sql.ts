/** Counts, people and sums of an event over time, as SQL. */

import { type Sql, sql } from "../../store/sql.ts";
import { startOfDay } from "../calendar.ts";
import { localPeriod } from "../day.sql.ts";
import { traitValue } from "../filter.sql.ts";
import { isMember, type PersonSet } from "../people.sql.ts";
import type { MetricQuestion, PropertyRef } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { eventIds, selectorFilters } from "../selector.sql.ts";
import { anyOf, eventMs, readEvents } from "../source.sql.ts";
import { decimal, decimalSum, eventValue, isEventRef, valueNumber, valueText } from "../value.sql.ts";
import type { Span } from "../window.ts";

/** Series of a breakdown that are shown: the largest. */
const MAX_SERIES = 50;

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
    case "per_user":
      return sql`if(count() = 0, null, count() / uniqExact(person))`;
    case "distinct":
      return sql`toFloat64(uniqExact(value))`;
    case "sum":
      return sql`toFloat64(ifNull(${decimalSum}, 0))`;
    case "mean":
      return sql`if(count(value) = 0, null, ${decimalSum} / count(value))`;
    case "median":
      return sql`if(count(value) = 0, null, ${decimal(sql`quantileExactInclusive(0.5)(value)`)})`;
    case "percentile":
      return sql`if(count(value) = 0, null, ${decimal(sql`arrayElement(quantilesExactInclusive(${sql.as("Float64", measure.percentile / 100)})(value), 1)`)})`;
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
  const value = eventValue(scope, measure.property, [event]);
  return sql`${measure.kind === "distinct" ? valueText(value) : valueNumber(value)} as value`;
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

/** One row for each bucket that holds an event, and one (`is_total`) for the whole range. */
export function pointsAndTotalSql(scope: AnalysisScope, plan: MetricPlan, hours: readonly number[]): Sql {
  const value = measureOf(plan.question.measure);
  return sql`select bucket, toUInt8(grouping(bucket)) as is_total, ${value} as value
    from ${rows(scope, plan, hours)} group by grouping sets ((), (bucket))`;
}

/** One row for each of the largest series, and how many there are. */
export function seriesSql(scope: AnalysisScope, plan: MetricPlan): Sql {
  const total = { ...plan, question: { ...plan.question, interval: "total" as const } };
  return sql`select series, value, toUInt32(count() over ()) as series_count from (
      select series, ${measureOf(plan.question.measure)} as value, count() as events from ${rows(scope, total, [])} group by series)
    order by value desc nulls last, events desc, series asc limit ${sql.as("UInt32", MAX_SERIES)}`;
}

/** One row for each bucket and series that holds an event, of the series named. */
export function pointsSql(
  scope: AnalysisScope,
  plan: MetricPlan,
  options: { readonly hours: readonly number[]; readonly series: readonly (string | null)[] },
): Sql {
  const named = options.series.filter((key) => key !== null);
  const nameless = options.series.includes(null) ? [sql`isNull(series)`] : [];
  return sql`select bucket, series, ${measureOf(plan.question.measure)} as value
    from ${rows(scope, plan, options.hours)} where ${anyOf([sql`series in ${named}`, ...nameless])} group by bucket, series`;
}
