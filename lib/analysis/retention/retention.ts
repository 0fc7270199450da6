/** Answers a retention question: one row for each period with births, complete or not cell by cell, and the pooled rates. */

import { dayOf, formatDay, startOfDay } from "../calendar.ts";
import { periodNumber, periodStart } from "../day.sql.ts";
import type { PersonSet } from "../people.sql.ts";
import type { RetentionQuestion, RetentionResult } from "../question.ts";
import type { Run } from "../run.ts";
import type { AnalysisScope } from "../scope.ts";
import { requireCells, requirePeriods } from "../too-many.ts";
import { endOf, isFixed, type Span, spanOf } from "../window.ts";
import { type RetentionPlan, retentionSql } from "./retention.sql.ts";

interface Row {
  readonly birth: number;
  readonly distance: number;
  readonly people: number;
}

/** Before any event: what a range without a beginning starts from. */
const FIRST_DAY = 0;

function planOf(scope: AnalysisScope, question: RetentionQuestion, members: PersonSet | undefined): RetentionPlan {
  const births: Span = isFixed(question.range)
    ? spanOf(scope.calendar, question.range, scope.asOf)
    : { until: endOf(scope.asOf) };
  const number = (at: number): number => periodNumber(scope, question.unit, dayOf(scope.calendar, at));
  const first = births.from === undefined ? periodNumber(scope, question.unit, FIRST_DAY) : number(births.from);
  const last = Math.min(number(births.until - 1) + question.periods, number(scope.asOf));
  return { question, births, first, count: last - first + 1, ...(members === undefined ? {} : { members }) };
}

/** True when the period `distance` after the birth's is over at as-of. */
function isComplete(
  scope: AnalysisScope,
  { question, first }: RetentionPlan,
  birth: number,
  distance: number,
): boolean {
  const next = periodStart(scope, question.unit, first + birth + distance + 1);
  return startOfDay(scope.calendar, next) <= endOf(scope.asOf);
}

export async function answerRetention(
  scope: AnalysisScope,
  question: RetentionQuestion,
  { run, members }: { readonly run: Run; readonly members?: PersonSet },
): Promise<RetentionResult> {
  const plan = planOf(scope, question, members);
  if (plan.count <= 0) return { kind: "retention", rows: [], overall: overallOf(question.periods, []) };
  const found = await run<Row>("retention.cells", retentionSql(scope, plan));
  const counts = new Map(found.map((row) => [`${row.birth} ${row.distance}`, row.people]));
  const rows = birthsOf(scope, plan, found).map((birth) => ({
    start: formatDay(periodStart(scope, question.unit, plan.first + birth)),
    size: counts.get(`${birth} 0`) ?? 0,
    cells: Array.from({ length: question.periods + 1 }, (_, distance) => ({
      count: counts.get(`${birth} ${distance}`) ?? 0,
      complete: isComplete(scope, plan, birth, distance),
    })),
  }));
  return { kind: "retention", rows, overall: overallOf(question.periods, rows) };
}

/** Every period of the range, also those without births; for all history, from the first birth on. */
function birthsOf(scope: AnalysisScope, plan: RetentionPlan, found: readonly Row[]): number[] {
  const last = periodNumber(scope, plan.question.unit, dayOf(scope.calendar, plan.births.until - 1)) - plan.first;
  const first = plan.births.from === undefined ? Math.min(last + 1, ...found.map((row) => row.birth)) : 0;
  const count = Math.max(0, last - first + 1);
  requirePeriods(count);
  requireCells(count, plan.question.periods + 1);
  return Array.from({ length: count }, (_, index) => first + index);
}

/** Pooled: people back over people born, over the rows whose cell is complete. */
function overallOf(periods: number, rows: RetentionResult["rows"]): (number | null)[] {
  return Array.from({ length: periods + 1 }, (_, distance) => {
    const complete = rows.filter((row) => row.cells[distance]?.complete);
    const born = complete.reduce((sum, row) => sum + row.size, 0);
    const back = complete.reduce((sum, row) => sum + (row.cells[distance]?.count ?? 0), 0);
    return born === 0 ? null : back / born;
  });
}
