/** What our answer and that of the statements by hand say, as figures by name: both sides must tell the same before they are timed. */

import type { ActiveUsersResult, MetricResult, QuestionResult, RetentionResult } from "../lib/analysis/question.ts";

/** The rows of each statement by hand, as cells in the order of its columns. */
export type HandTables = readonly (readonly (readonly unknown[])[])[];

type Figure = readonly [name: string, value: number];

const DAY_MS = 86_400_000;

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function metricFigures({ series }: MetricResult): Figure[] {
  return series.flatMap(({ key, total, points }) => [
    [`${key} in all`, total ?? 0] as const,
    ...points.map(({ start, value }) => [`${key} ${start}`, value ?? 0] as const),
  ]);
}

function retentionFigures({ rows }: RetentionResult): Figure[] {
  return rows.flatMap(({ start, cells }) => cells.map(({ count }, period) => [`${start} +${period}`, count] as const));
}

function activeFigures({ days }: ActiveUsersResult): Figure[] {
  return days.flatMap(({ date, dau, wau, mau }) => [
    [`${date} day`, dau] as const,
    [`${date} week`, wau] as const,
    [`${date} month`, mau] as const,
  ]);
}

function figuresOf(result: QuestionResult): Figure[] {
  switch (result.kind) {
    case "cohort":
      return [
        ["people", result.count],
        ["known", result.known],
      ];
    case "funnel":
      return result.steps.map(({ count }, step) => [`step ${step + 1}`, count]);
    case "metric":
      return metricFigures(result);
    case "retention":
      return retentionFigures(result);
    case "active_users":
      return activeFigures(result);
  }
}

/** `firstWeek`: the day, counted from 1970, on which week 0 of the statement begins. */
function figuresByHand(result: QuestionResult, tables: HandTables, firstWeek: number): Figure[] {
  const [first = [], second = []] = tables;
  const cell = (row: readonly unknown[] | undefined, at: number): number => Number(row?.[at] ?? Number.NaN);
  switch (result.kind) {
    case "cohort":
      return [
        ["people", cell(first[0], 0)],
        ["known", cell(second[0], 0)],
      ];
    case "funnel":
      return result.steps.map((_, step) => {
        const reached = first.filter((row) => cell(row, 0) > step);
        return [`step ${step + 1}`, reached.reduce((sum, row) => sum + cell(row, 1), 0)];
      });
    case "metric":
      return [
        ...first.map((row) => [`${row[0]} in all`, cell(row, 1)] as const),
        ...second.map((row) => [`${row[0]} ${row[1]}`, cell(row, 2)] as const),
      ];
    case "retention":
      return first.map((row) => [`${dateOf(firstWeek + 7 * cell(row, 0))} +${cell(row, 1)}`, cell(row, 2)]);
    case "active_users": {
      // The statement also tells of the days before, which it needs, and after.
      const asked = new Set(result.days.map(({ date }) => date));
      return first.flatMap((row): Figure[] => {
        const date = dateOf(cell(row, 0));
        if (!asked.has(date)) return [];
        return [
          [`${date} day`, cell(row, 1)],
          [`${date} week`, cell(row, 2)],
          [`${date} month`, cell(row, 3)],
        ];
      });
    }
  }
}

/** Nothing and no row are one. */
function told(figures: readonly Figure[]): ReadonlyMap<string, number> {
  return new Map(figures.filter(([, value]) => value !== 0));
}

/** Where both sides differ, a few of the places; empty where they give one answer. */
export function differences(result: QuestionResult, tables: HandTables, firstWeek: number): string[] {
  const [ours, hand] = [told(figuresOf(result)), told(figuresByHand(result, tables, firstWeek))];
  if (ours.size === 0) return ["there is nothing to count"];
  return [...new Set([...ours.keys(), ...hand.keys()])]
    .filter((name) => ours.get(name) !== hand.get(name))
    .map((name) => `${name}: ${ours.get(name) ?? 0}, by hand ${hand.get(name) ?? 0}`)
    .slice(0, 5);
}
