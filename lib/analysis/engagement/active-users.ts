/** Answers a question about active users: every day of the range, looking back before it for the week and the month. */

import { dayOf, formatDay, startOfDay } from "../calendar.ts";
import type { PersonSet } from "../people.sql.ts";
import type { ActiveUsersQuestion, ActiveUsersResult } from "../question.ts";
import type { Run } from "../run.ts";
import type { AnalysisScope } from "../scope.ts";
import { requirePeriods } from "../too-many.ts";
import { endOf, isFixed, type Span, spanOf } from "../window.ts";
import { activeUsersSql, MONTH_DAYS } from "./active-users.sql.ts";

interface Row {
  readonly day: number;
  readonly dau: number;
  readonly wau: number;
  readonly mau: number;
}

export function lookBack(scope: AnalysisScope, span: Span): Span {
  if (span.from === undefined) return span;
  const first = dayOf(scope.calendar, span.from) - MONTH_DAYS + 1;
  return { from: startOfDay(scope.calendar, first), until: span.until };
}

export async function answerActiveUsers(
  scope: AnalysisScope,
  question: ActiveUsersQuestion,
  { run, members }: { readonly run: Run; readonly members?: PersonSet },
): Promise<ActiveUsersResult> {
  const { range, event } = question;
  const span = isFixed(range) ? spanOf(scope.calendar, range, scope.asOf) : { until: endOf(scope.asOf) };
  const last = dayOf(scope.calendar, span.until - 1);
  if (span.from !== undefined) requirePeriods(last - dayOf(scope.calendar, span.from) + 1);
  const found = await run<Row>("engagement.days", activeUsersSql(scope, event, lookBack(scope, span), members));
  const rows = new Map(found.map((row) => [row.day, row]));
  const first = span.from === undefined ? Math.min(last + 1, ...rows.keys()) : dayOf(scope.calendar, span.from);
  requirePeriods(last - first + 1);
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => dayRow(first + index, rows));
  const ratios = days.flatMap(({ stickiness }) => (stickiness === null ? [] : [stickiness]));
  const mean = ratios.length === 0 ? null : ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  return { kind: "active_users", days, stickiness: mean };
}

function dayRow(day: number, rows: ReadonlyMap<number, Row>): ActiveUsersResult["days"][number] {
  const { dau = 0, wau = 0, mau = 0 } = rows.get(day) ?? {};
  return { date: formatDay(day), dau, wau, mau, stickiness: mau === 0 ? null : dau / mau };
}
