/** Labels of periods and table forms of results, for charts and their downloads. */

import type {
  ActiveUsersResult,
  ConformanceStatement,
  FunnelResult,
  MetricResult,
  RetentionQuestion,
  RetentionResult,
} from "../../../../../lib/analysis/question.ts";
import type { ChartTable } from "../../../../_ui/chart/chart-table.ts";

/** What a value has changed by since an earlier one, as a share of it; undefined where there is nothing to divide by. */
export function changeSince(now: number | null, earlier: number | null): number | undefined {
  return now === null || earlier === null || earlier === 0 ? undefined : (now - earlier) / Math.abs(earlier);
}

/** Points of time are local days or instants; a day is read as such, whatever the browser's zone. */
export function periodDate(start: string): Date {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(start) ? `${start}T12:00:00Z` : start);
}

/** A row for each period, beside the period that it is compared with: the first with the first. */
export function metricTable(
  result: MetricResult,
  { period, before }: { readonly period: string; readonly before: string },
  name: (key: string | null | undefined, earlier?: boolean) => string,
): ChartTable {
  const [first] = result.series;
  const earlier = first?.earlier?.points;
  const length = Math.max(first?.points.length ?? 0, earlier?.length ?? 0);
  return {
    columns: [
      period,
      ...result.series.map((series) => name(series.key)),
      ...(earlier === undefined ? [] : [before, ...result.series.map((series) => name(series.key, true))]),
    ],
    rows: Array.from({ length }, (_, index) => [
      first?.points[index]?.start ?? null,
      ...result.series.map((series) => series.points[index]?.value ?? null),
      ...(earlier === undefined
        ? []
        : [
            earlier[index]?.start ?? null,
            ...result.series.map((series) => series.earlier?.points[index]?.value ?? null),
          ]),
    ]),
  };
}

/** A row for each series: its total, and what that was before. */
export function totalsTable(
  result: MetricResult,
  words: { readonly key: string; readonly total: string; readonly before: string },
  name: (key: string | null | undefined) => string,
): ChartTable {
  const compared = result.series[0]?.earlier !== undefined;
  return {
    columns: [words.key, words.total, ...(compared ? [words.before] : [])],
    rows: result.series.map((series) => [
      name(series.key),
      series.total,
      ...(compared ? [series.earlier?.total ?? null] : []),
    ]),
  };
}

export function funnelTable(result: FunnelResult, columns: readonly string[], steps: readonly string[]): ChartTable {
  return {
    columns,
    rows: result.steps.map((step, index) => [
      steps[index] ?? "",
      step.count,
      step.fromFirst,
      step.fromPrevious,
      step.dropOff,
    ]),
  };
}

const DAYS = { day: 1, week: 7 } as const;

/** The first day of the period `index` periods after the one that starts at `start`, as `2026-03-08`. */
function laterPeriod(start: string, unit: RetentionQuestion["unit"], index: number): string {
  const date = periodDate(start);
  if (unit === "month") date.setUTCMonth(date.getUTCMonth() + index);
  else date.setUTCDate(date.getUTCDate() + index * DAYS[unit]);
  return date.toISOString().slice(0, 10);
}

type BegunCell = RetentionResult["rows"][number]["cells"][number] | null;

/** The rows with null for the cells that say nothing: of periods that have not begun, and of rows in which nobody started. */
export function begunRows(
  result: RetentionResult,
  unit: RetentionQuestion["unit"],
  statement: Pick<ConformanceStatement, "asOf" | "timeZone">,
): readonly (Omit<RetentionResult["rows"][number], "cells"> & { readonly cells: readonly BegunCell[] })[] {
  const today = new Intl.DateTimeFormat("en-CA", {
    timeZone: statement.timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(new Date(statement.asOf));
  return result.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell, index) =>
      row.size === 0 || laterPeriod(row.start, unit, index) > today ? null : cell,
    ),
  }));
}

export function retentionTable(rows: ReturnType<typeof begunRows>, start: string, size: string): ChartTable {
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  return {
    columns: [start, size, ...Array.from({ length: width }, (_, index) => String(index))],
    rows: rows.map((row) => [row.start, row.size, ...row.cells.map((cell) => cell?.count ?? null)]),
    shade: rows.map((row) => [
      undefined,
      undefined,
      ...row.cells.map((cell) => (cell === null ? undefined : cell.count / row.size)),
    ]),
  };
}

export function activeTable(result: ActiveUsersResult, columns: readonly string[]): ChartTable {
  return { columns, rows: result.days.map((day) => [day.date, day.dau, day.wau, day.mau, day.stickiness]) };
}
