/** When the letter of the day is due: at an hour of a time zone's clock, whatever the clock's changes do to it. */

import { tzOffset } from "@date-fns/tz";
import { DAY, dayOf, formatDay, HOUR, startOfDay } from "../analysis/calendar.ts";

const MINUTE = 60_000;

function offsetAt(timeZone: string, instant: number): number {
  return Math.round(tzOffset(timeZone, new Date(instant)) * MINUTE);
}

/**
 * The instant at which the clocks of a zone show an hour on a day: the first of two where the hour comes twice, and where it is
 * left out as long after midnight as it would have been.
 */
function hourOf(timeZone: string, day: number, hour: number): number {
  const wall = day * DAY + hour * HOUR;
  const before = offsetAt(timeZone, wall - DAY);
  const offsets = [before, offsetAt(timeZone, wall + DAY)];
  const found = offsets.map((offset) => wall - offset).filter((at) => at + offsetAt(timeZone, at) === wall);
  return found.length > 0 ? Math.min(...found) : wall - before;
}

export interface DueDigest {
  /** YYYY-MM-DD of the zone. */
  readonly day: string;
  readonly at: number;
}

/** The latest letter that should have been sent by now. */
export function latestDue(timeZone: string, hour: number, now: number): DueDigest {
  const calendar = { timeZone, weekStart: 1 };
  const today = dayOf(calendar, now);
  const at = hourOf(timeZone, today, hour);
  if (at <= now) return { day: formatDay(today), at };
  return { day: formatDay(today - 1), at: hourOf(timeZone, today - 1, hour) };
}

/** The local day before an instant. */
export function dayBefore(timeZone: string, instant: number): { readonly from: Date; readonly to: Date } {
  const calendar = { timeZone, weekStart: 1 };
  const day = dayOf(calendar, instant);
  return { from: new Date(startOfDay(calendar, day - 1)), to: new Date(startOfDay(calendar, day)) };
}
