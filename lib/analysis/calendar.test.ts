import fc from "fast-check";
import { expect, test } from "vitest";
import { eventDb } from "../store/event-db.ts";
import { sql } from "../store/sql.ts";
import { useEventDb } from "../store/testing.ts";
import {
  addPeriods,
  type CalendarUnit,
  DAY,
  dayOf,
  formatDay,
  formatLocalTime,
  parseDay,
  periodOf,
  periodsBetween,
  startOfDay,
} from "./calendar.ts";
import { localPeriod, periodIndex, periodNumber, periodStart } from "./day.sql.ts";
import { localDay } from "./naive/world.ts";
import type { AnalysisScope } from "./scope.ts";
import { spanOf, wholePeriods } from "./window.ts";

useEventDb();

const ZONES = [
  "UTC",
  "Europe/Paris",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Kathmandu",
  "Asia/Tehran",
  "Asia/Beirut",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
  "America/St_Johns",
  "America/Havana",
];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2026, 11, 31) });

test("a local day holds exactly the instants whose local date it is", () => {
  fc.assert(
    fc.property(zone, instant, (timeZone, at) => {
      const calendar = { timeZone, weekStart: 1 };
      const day = localDay(timeZone, at);
      expect(dayOf(calendar, at)).toBe(day);
      const start = startOfDay(calendar, day);
      expect(localDay(timeZone, start)).toBe(day);
      expect(localDay(timeZone, start - 1)).toBeLessThan(day);
      expect(start).toBeLessThanOrEqual(at);
      expect(startOfDay(calendar, day + 1)).toBeGreaterThan(at);
    }),
    { numRuns: 2000 },
  );
});

test("clock changes make days of 23, 24.5 and 25 hours; midnight may not exist; a date may be skipped", () => {
  const hours = (timeZone: string, date: string): number => {
    const calendar = { timeZone, weekStart: 1 };
    const day = parseDay(date) ?? 0;
    return (startOfDay(calendar, day + 1) - startOfDay(calendar, day)) / 3_600_000;
  };
  expect(hours("Europe/Paris", "2026-03-29")).toBe(23);
  expect(hours("Europe/Paris", "2026-10-25")).toBe(25);
  expect(hours("Australia/Lord_Howe", "2026-04-05")).toBe(24.5);
  expect(hours("America/Sao_Paulo", "2018-11-04")).toBe(23);
  expect(
    formatLocalTime(
      { timeZone: "America/Sao_Paulo", weekStart: 1 },
      startOfDay({ timeZone: "America/Sao_Paulo", weekStart: 1 }, parseDay("2018-11-04") ?? 0),
    ),
  ).toBe("2018-11-04T01:00:00-02:00");
  expect(hours("Pacific/Apia", "2011-12-30")).toBe(0);
});

test("weeks start where the project says, months on their first day", () => {
  const day = parseDay("2026-03-01") ?? 0; // a Sunday
  const start = (weekStart: number): string => formatDay(periodOf({ timeZone: "UTC", weekStart }, "week", day));
  expect([1, 6, 7].map(start)).toEqual(["2026-02-23", "2026-02-28", "2026-03-01"]);
  const january = parseDay("2026-01-31") ?? 0;
  const month = periodOf({ timeZone: "UTC", weekStart: 1 }, "month", january);
  expect(formatDay(addPeriods("month", month, 1))).toBe("2026-02-01");
  expect(formatDay(addPeriods("month", month, -2))).toBe("2025-11-01");
  expect(periodsBetween("month", month, addPeriods("month", month, 14))).toBe(14);
  expect(parseDay("2026-02-30")).toBeUndefined();
});

test("thirty local days across a clock change are not 720 hours", () => {
  const calendar = { timeZone: "Europe/Paris", weekStart: 1 };
  const asOf = Date.UTC(2026, 3, 10, 12);
  const { from = 0 } = spanOf(calendar, { lastDays: 30 }, asOf);
  expect(new Date(from).toISOString()).toBe("2026-03-11T23:00:00.000Z");
  expect(spanOf(calendar, { fromDaysAgo: 1, toDaysAgo: 1 }, asOf)).toEqual({
    from: Date.UTC(2026, 3, 8, 22),
    until: Date.UTC(2026, 3, 9, 22),
  });
  expect(wholePeriods(calendar, asOf, { unit: "week", of: 2, skip: 1 }).map(formatDay)).toEqual(
    ["2026-03-23", "2026-03-30"].map((date) => formatDay((parseDay(date) ?? 0) - 7)),
  );
});

test("the event store puts every instant into the same day, week and month", async () => {
  const now = Date.UTC(2026, 5, 1);
  for (const timeZone of ZONES) {
    const calendar = { timeZone, weekStart: fc.sample(fc.constantFrom(1, 6, 7), 1)[0] ?? 1 };
    const scope = { calendar } as AnalysisScope;
    // Around every change of the clock in three years, and anywhere.
    const around: number[] = fc.sample(instant, 300);
    for (let at = now - 3 * 365 * DAY; at < now; at += DAY) {
      const start = startOfDay(calendar, dayOf(calendar, at));
      const length = startOfDay(calendar, dayOf(calendar, at) + 1) - start;
      if (length !== DAY)
        for (let step = -1; step <= 26; step++) around.push(start + step * 3_600_000, start + step * 3_600_000 - 1);
    }
    for (const unit of ["day", "week", "month"] as CalendarUnit[]) {
      const rows = await eventDb().query<{ ms: string; period: number; number: number }>(
        "test.calendar",
        sql`select toUnixTimestamp64Milli(e.ts) as ms, ${localPeriod(scope, unit)} as period, toInt32(${periodIndex(scope, unit)}) as number
          from (select fromUnixTimestamp64Milli(toInt64(arrayJoin(${sql.as("Array(UInt64)", around)})), 'UTC') as ts) as e`,
      );
      expect(rows).toHaveLength(around.length);
      for (const { ms, period, number } of rows) {
        const expected = periodOf(calendar, unit, dayOf(calendar, Number(ms)));
        expect(period, `${timeZone} ${unit} ${ms}`).toBe(expected);
        expect(number).toBe(periodNumber(scope, unit, expected));
        expect(periodStart(scope, unit, number)).toBe(expected);
      }
    }
  }
});
