/** Local days, weeks and months in SQL, the same as those of calendar.ts (a test compares them across zones and clock changes). */

import { type Sql, sql } from "../store/sql.ts";
import { type CalendarUnit, DAY } from "./calendar.ts";
import type { AnalysisScope } from "./scope.ts";

/** Local date of an event read as `e`: two bytes, the cheapest key there is. */
export function localDate({ calendar }: AnalysisScope): Sql {
  return sql`toDate(e.ts, ${calendar.timeZone})`;
}

/** Day number of the first day of the local period of an event read as `e`. */
export function localPeriod(scope: AnalysisScope, unit: CalendarUnit): Sql {
  const date = localDate(scope);
  if (unit === "day") return sql`toInt32(${date})`;
  if (unit === "month") return sql`toInt32(toStartOfMonth(${date}))`;
  const { weekStart } = scope.calendar;
  return sql`toInt32(toInt32(${date}) - (toDayOfWeek(${date}) + ${sql.as("UInt8", 7 - weekStart)}) % 7)`;
}

/** Number of the local period of an event read as `e`: consecutive whole numbers; see `periodNumber`. */
export function periodIndex(scope: AnalysisScope, unit: CalendarUnit): Sql {
  const date = localDate(scope);
  if (unit === "day") return sql`toInt32(${date})`;
  if (unit === "week") return sql`intDiv(toInt32(${date}) + ${weekShift(scope)}, 7)`;
  return sql`(toYear(${date}) * 12 + toMonth(${date}))`;
}

/** Days by which day 0, a Thursday, lies after the start of its week. */
function weekShift({ calendar }: AnalysisScope): number {
  return (4 - calendar.weekStart + 7) % 7;
}

/** The number that `periodIndex` gives the period of a day. */
export function periodNumber(scope: AnalysisScope, unit: CalendarUnit, day: number): number {
  if (unit === "day") return day;
  if (unit === "week") return Math.floor((day + weekShift(scope)) / 7);
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth() + 1;
}

/** First day of the period of that number. */
export function periodStart(scope: AnalysisScope, unit: CalendarUnit, number: number): number {
  if (unit === "day") return number;
  if (unit === "week") return number * 7 - weekShift(scope);
  return Date.UTC(Math.floor((number - 1) / 12), (number - 1) % 12, 1) / DAY;
}
