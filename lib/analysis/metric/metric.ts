/** Answers a metric question: a series of every period of the range, empty ones included. */

import {
  addPeriods,
  type CalendarUnit,
  dayOf,
  formatDay,
  formatLocalTime,
  periodOf,
  periodsBetween,
  startOfDay,
} from "../calendar.ts";
import type { PersonSet } from "../people.sql.ts";
import type { MetricQuestion, MetricResult } from "../question.ts";
import type { Run } from "../run.ts";
import type { AnalysisScope } from "../scope.ts";
import { requirePeriods } from "../too-many.ts";
import { endOf, isFixed, type Span, spanBefore, spanOf } from "../window.ts";
import { hourStarts, type MetricPlan, pointsAndTotalSql, pointsSql, seriesSql } from "./metric.sql.ts";

interface Bucket {
  /** What SQL calls it: a day number, or the first instant of an hour. */
  readonly key: number;
  readonly start: string;
  readonly complete: boolean;
}

interface TotalRow extends PointRow {
  readonly is_total: number;
}

interface PointRow {
  readonly bucket: number;
  readonly series?: string | null;
  readonly value: number | null;
}

/** A period is complete when the range holds all of it and it is over at as-of. */
function bucketFor(
  scope: AnalysisScope,
  span: Span,
  key: number,
  start: string,
  [from, until]: readonly [number, number],
): Bucket {
  const whole = (span.from === undefined || span.from <= from) && until <= span.until;
  return { key, start, complete: whole && until <= endOf(scope.asOf) };
}

function hourBuckets(scope: AnalysisScope, span: Span, starts: readonly number[]): Bucket[] {
  return starts
    .map((from, index) => {
      const until = starts[index + 1] ?? from + 3_600_000;
      return {
        from,
        bucket: bucketFor(scope, span, from, formatLocalTime(scope.calendar, from), [from, until]),
        until,
      };
    })
    .filter(({ from, until }) => from < span.until && (span.from === undefined || until > span.from))
    .map(({ bucket }) => bucket);
}

function periodBuckets(scope: AnalysisScope, unit: CalendarUnit, span: Span, firstDay: number): Bucket[] {
  const { calendar } = scope;
  const first = periodOf(calendar, unit, firstDay);
  const last = periodOf(calendar, unit, dayOf(calendar, span.until - 1));
  const count = Math.max(0, periodsBetween(unit, first, last) + 1);
  requirePeriods(count);
  return Array.from({ length: count }, (_, index) => {
    const key = addPeriods(unit, first, index);
    const bounds = [startOfDay(calendar, key), startOfDay(calendar, addPeriods(unit, key, 1))] as const;
    return bucketFor(scope, span, key, formatDay(key), bounds);
  });
}

/** Nothing happened: counts and sums are 0, a mean of nothing is not a number. */
function emptyValue(question: MetricQuestion): number | null {
  const { kind } = question.measure;
  return kind === "count" || kind === "unique_users" || kind === "sum" || kind === "distinct" ? 0 : null;
}

function spread(question: MetricQuestion, buckets: readonly Bucket[], rows: readonly PointRow[]) {
  const values = new Map(rows.map((row) => [row.bucket, row.value]));
  return buckets.map(({ key, start, complete }) => ({
    start,
    value: values.get(key) ?? emptyValue(question),
    complete,
  }));
}

function hoursOf(scope: AnalysisScope, question: MetricQuestion, span: Span, firstInstant: number): number[] {
  if (question.interval !== "hour" || firstInstant >= span.until) return [];
  const days = { first: dayOf(scope.calendar, firstInstant), last: dayOf(scope.calendar, span.until - 1) };
  requirePeriods((days.last - days.first) * 24);
  return hourStarts(scope, days);
}

/** For a range without a beginning the first event begins it. */
async function firstInstantOf(scope: AnalysisScope, plan: MetricPlan, run: Run): Promise<number> {
  if (plan.span.from !== undefined) return plan.span.from;
  const first = { ...plan, question: daily(plan.question) };
  const rows = await run<TotalRow>("metric.first", pointsAndTotalSql(scope, first, []));
  const days = rows.filter((row) => row.is_total === 0).map((row) => row.bucket);
  return days.length === 0 ? plan.span.until : startOfDay(scope.calendar, Math.min(...days));
}

function daily({ breakdown: _, ...question }: MetricQuestion): MetricQuestion {
  return { ...question, measure: { kind: "count" }, interval: "day" };
}

interface Options {
  readonly run: Run;
  readonly members?: PersonSet;
}

/** Throws `query_too_heavy` where the range has too many periods. */
export async function answerMetric(
  scope: AnalysisScope,
  question: MetricQuestion,
  options: Options,
): Promise<MetricResult> {
  const { calendar, asOf } = scope;
  const { range, compareWith } = question;
  if (!isFixed(range)) return answerRatio(scope, question, { until: endOf(asOf) }, options);
  const span = spanOf(calendar, range, asOf);
  const result = await answerRatio(scope, question, span, options);
  const before =
    compareWith === undefined ? undefined : spanBefore(calendar, { window: range, span, earlier: compareWith });
  if (before === undefined) return result;
  const keys = question.breakdown === undefined ? undefined : result.series.map(({ key = null }) => key);
  const earlier = await answerRatio(scope, question, before, { ...options, ...(keys === undefined ? {} : { keys }) });
  const series = result.series.map((one, index) => {
    const { total = emptyValue(question), points = [] } = earlier.series[index] ?? {};
    return { ...one, earlier: { total, points } };
  });
  return { ...result, series };
}

interface SpanOptions extends Options {
  /** Series of a breakdown that another span or measure has chosen. */
  readonly keys?: readonly (string | null)[];
}

function divided(dividend: number | null, divisor: number | null | undefined): number | null {
  return dividend === null || divisor === null || divisor === undefined || divisor === 0 ? null : dividend / divisor;
}

/** The measure over a span, divided by the other one where there is one. The largest dividends choose the series. */
async function answerRatio(
  scope: AnalysisScope,
  question: MetricQuestion,
  span: Span,
  options: SpanOptions,
): Promise<MetricResult> {
  const { dividedBy, ...own } = question;
  const result = await answerOver(scope, own, span, options);
  if (dividedBy === undefined) return result;
  const keys = question.breakdown === undefined ? undefined : result.series.map(({ key = null }) => key);
  const divisors = await answerOver(scope, { ...own, ...dividedBy }, span, {
    ...options,
    ...(keys === undefined ? {} : { keys }),
  });
  const series = result.series.map((one, index) => {
    const by = divisors.series[index];
    const values = new Map(by?.points.map(({ start, value }) => [start, value]));
    const points = one.points.map((point) => ({ ...point, value: divided(point.value, values.get(point.start)) }));
    return { ...one, total: divided(one.total, by?.total), points };
  });
  return { ...result, series };
}

async function answerOver(
  scope: AnalysisScope,
  question: MetricQuestion,
  span: Span,
  { run, members, keys }: SpanOptions,
): Promise<MetricResult> {
  const plan = { question, span, ...(members === undefined ? {} : { members }) };
  const first = question.interval === "total" ? span.until : await firstInstantOf(scope, plan, run);
  const hours = hoursOf(scope, question, span, first);
  const buckets = bucketsOf(scope, question, span, { first, hours });
  if (question.breakdown !== undefined) {
    const broken = { run, hours, buckets };
    return keys === undefined ? answerBreakdown(scope, plan, broken) : answerSeries(scope, plan, { ...broken, keys });
  }
  // Without a period there is nothing to spread over, and no hour to round down to: only the total is asked for.
  const asked: MetricPlan = buckets.length === 0 ? { ...plan, question: { ...question, interval: "total" } } : plan;
  const found = await run<TotalRow>("metric.points", pointsAndTotalSql(scope, asked, hours));
  const total = found.find((row) => row.is_total === 1)?.value ?? emptyValue(question);
  const points = found.filter((row) => row.is_total === 0);
  return { kind: "metric", series: [{ total, points: spread(question, buckets, points) }] };
}

function bucketsOf(
  scope: AnalysisScope,
  { interval }: MetricQuestion,
  span: Span,
  { first, hours }: { readonly first: number; readonly hours: readonly number[] },
): Bucket[] {
  if (interval === "total" || first >= span.until) return [];
  if (interval === "hour") return hourBuckets(scope, span, hours);
  return periodBuckets(scope, interval, span, dayOf(scope.calendar, first));
}

interface Broken {
  readonly run: Run;
  readonly hours: readonly number[];
  readonly buckets: readonly Bucket[];
}

/** The points of the series named, by series. */
async function pointsBySeries(
  scope: AnalysisScope,
  plan: MetricPlan,
  { run, hours, buckets, keys }: Broken & { readonly keys: readonly (string | null)[] },
): Promise<Map<string | null, PointRow[]>> {
  const points =
    keys.length === 0 || buckets.length === 0
      ? []
      : await run<PointRow>("metric.points", pointsSql(scope, plan, { hours, series: keys }));
  const bySeries = new Map<string | null, PointRow[]>(keys.map((key) => [key, []]));
  for (const row of points) bySeries.get(row.series ?? null)?.push(row);
  return bySeries;
}

async function answerBreakdown(scope: AnalysisScope, plan: MetricPlan, broken: Broken): Promise<MetricResult> {
  const { run, buckets } = broken;
  const largest = await run<{ series: string | null; value: number | null; series_count: number }>(
    "metric.series",
    seriesSql(scope, plan),
  );
  const bySeries = await pointsBySeries(scope, plan, { ...broken, keys: largest.map(({ series }) => series) });
  const left = (largest[0]?.series_count ?? 0) - largest.length;
  return {
    kind: "metric",
    series: largest.map(({ series, value }) => ({
      key: series,
      total: value ?? emptyValue(plan.question),
      points: spread(plan.question, buckets, bySeries.get(series) ?? []),
    })),
    ...(left > 0 ? { seriesLeftOut: left } : {}),
  };
}

/** Series that were chosen by another span: those that are not in this one are empty. */
async function answerSeries(
  scope: AnalysisScope,
  plan: MetricPlan,
  broken: Broken & { readonly keys: readonly (string | null)[] },
): Promise<MetricResult> {
  const { run, buckets, keys } = broken;
  const asTotal = { ...plan, question: { ...plan.question, interval: "total" as const } };
  const totals =
    keys.length === 0
      ? []
      : await run<PointRow>("metric.totals", pointsSql(scope, asTotal, { hours: [], series: keys }));
  const bySeries = await pointsBySeries(scope, plan, broken);
  const byKey = new Map(totals.map(({ series, value }) => [series ?? null, value]));
  return {
    kind: "metric",
    series: keys.map((key) => ({
      key,
      total: byKey.get(key) ?? emptyValue(plan.question),
      points: spread(plan.question, buckets, bySeries.get(key) ?? []),
    })),
  };
}
