/** Labels of periods and table forms of results, for charts and their downloads. */

import type {
  ActiveUsersResult,
  FunnelResult,
  MetricResult,
  RetentionResult,
} from "../../../../../lib/analysis/question.ts";
import type { ChartTable } from "../../../../_ui/chart/chart-table.ts";

/** Points of time are local days or instants; a day is read as such, whatever the browser's zone. */
export function periodDate(start: string): Date {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(start) ? `${start}T12:00:00Z` : start);
}

export function metricTable(
  result: MetricResult,
  period: string,
  name: (key: string | null | undefined) => string,
): ChartTable {
  const [first] = result.series;
  return {
    columns: [period, ...result.series.map((series) => name(series.key))],
    rows: (first?.points ?? []).map((point, index) => [
      point.start,
      ...result.series.map((series) => series.points[index]?.value ?? null),
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

export function retentionTable(result: RetentionResult, start: string, size: string): ChartTable {
  const width = Math.max(0, ...result.rows.map((row) => row.cells.length));
  return {
    columns: [start, size, ...Array.from({ length: width }, (_, index) => String(index))],
    rows: result.rows.map((row) => [row.start, row.size, ...row.cells.map((cell) => cell.count)]),
    shade: result.rows.map((row) => [
      undefined,
      undefined,
      ...row.cells.map((cell) => (row.size === 0 ? 0 : cell.count / row.size)),
    ]),
  };
}

export function activeTable(result: ActiveUsersResult, columns: readonly string[]): ChartTable {
  return { columns, rows: result.days.map((day) => [day.date, day.dau, day.wau, day.mau, day.stickiness]) };
}
