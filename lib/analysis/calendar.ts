/**
 * Local days, weeks and months of a project's zone. A day is its number since 1970-01-01 of the local calendar; instants are
 * UTC milliseconds. The clock's changes are inside: a local day lasts 23 to 25 hours, now and then none at all.
 */

import { tzOffset } from "@date-fns/tz";

export interface Calendar {
  /** IANA name. */
  readonly timeZone: string;
  /** ISO weekday the week starts with: 1 = Monday ... 7 = Sunday. */
  readonly weekStart: number;
}

export type CalendarUnit = "day" | "week" | "month";

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

function offsetAt(timeZone: string, instant: number): number {
  return Math.round(tzOffset(timeZone, new Date(instant)) * MINUTE);
}

/** The local day that holds the instant. */
export function dayOf({ timeZone }: Calendar, instant: number): number {
  return Math.floor((instant + offsetAt(timeZone, instant)) / DAY);
}

const starts = new Map<string, number>();
const REMEMBERED_STARTS = 20_000;

/** The first instant of the local day. A day that the zone skipped starts where the next one does. */
export function startOfDay(calendar: Calendar, day: number): number {
  const key = `${calendar.timeZone} ${day}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  if (starts.size >= REMEMBERED_STARTS) starts.clear();
  const start = findStart(calendar, day);
  starts.set(key, start);
  return start;
}

function findStart(calendar: Calendar, day: number): number {
  const midnight = day * DAY;
  const offsets = [midnight - DAY, midnight + DAY].map((around) => offsetAt(calendar.timeZone, around));
  const candidates = offsets
    .map((offset) => midnight - offset)
    .filter((at) => at + offsetAt(calendar.timeZone, at) === midnight && dayOf(calendar, at - 1) < day);
  return candidates.length > 0 ? Math.min(...candidates) : findChange(calendar, day);
}

/** Midnight does not exist that day: the day starts when the clock jumps over it. */
function findChange(calendar: Calendar, day: number): number {
  let before = (day - 2) * DAY;
  let after = (day + 2) * DAY;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(calendar, middle) >= day) after = middle;
    else before = middle;
  }
  return after;
}

/** Monday = 1 ... Sunday = 7; day 0, 1970-01-01, was a Thursday. */
function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** First day of the day's period. */
export function periodOf(calendar: Calendar, unit: CalendarUnit, day: number): number {
  if (unit === "day") return day;
  if (unit === "week") return day - ((weekdayOf(day) - calendar.weekStart + 7) % 7);
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY;
}

/** First day of the period `count` periods after the one that starts on `period` (before, when negative). */
export function addPeriods(unit: CalendarUnit, period: number, count: number): number {
  if (unit === "day") return period + count;
  if (unit === "week") return period + 7 * count;
  const date = new Date(period * DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1) / DAY;
}

/** How many periods `later` starts after `earlier`; both are first days of periods. */
export function periodsBetween(unit: CalendarUnit, earlier: number, later: number): number {
  if (unit === "day") return later - earlier;
  if (unit === "week") return Math.round((later - earlier) / 7);
  const [from, to] = [new Date(earlier * DAY), new Date(later * DAY)];
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
}

/** `2024-03-31`. */
export function formatDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The day of `2024-03-31`; undefined when there is no such date. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const instant = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(instant)) return undefined;
  const day = instant / DAY;
  return formatDay(day) === text ? day : undefined;
}

/** `2024-03-31T02:00:00+01:00`: the local time, so that the two hours of a clock change differ. */
export function formatLocalTime({ timeZone }: Calendar, instant: number): string {
  const offset = offsetAt(timeZone, instant);
  const minutes = Math.round(Math.abs(offset) / MINUTE);
  const two = (value: number): string => String(value).padStart(2, "0");
  const sign = offset < 0 ? "-" : "+";
  const local = new Date(instant + offset).toISOString().slice(0, 19);
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
