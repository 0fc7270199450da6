/** Windows of time as half-open spans of instants: `from <= t < until`. What comes after as-of is in no span. */

import { invariant } from "../base/error.ts";
import {
  addPeriods,
  type Calendar,
  type CalendarUnit,
  DAY,
  dayOf,
  HOUR,
  parseDay,
  periodOf,
  startOfDay,
} from "./calendar.ts";
import type { Duration, EarlierPeriod, TimeWindow } from "./question.ts";

export interface Span {
  /** Milliseconds; absent: since ever. */
  readonly from?: number;
  /** Milliseconds, not included. */
  readonly until: number;
}

const UNIT_MS = { minute: 60_000, hour: HOUR, day: DAY, week: 7 * DAY } as const;

/** Whole milliseconds. A day is 24 hours here. */
export function durationMs(duration: Duration): number {
  return Math.round(duration.value * UNIT_MS[duration.unit]);
}

/** A window that does not depend on the person. */
type FixedWindow = Exclude<TimeWindow, { readonly afterSignUp: Duration }>;

export function isFixed(window: TimeWindow): window is FixedWindow {
  return !("afterSignUp" in window);
}

/** As a half-open end: an event at as-of itself is seen. */
export function endOf(asOf: number): number {
  return asOf + 1;
}

function dateOf(text: string): number {
  const day = parseDay(text);
  invariant(day !== undefined, "a bound question's dates exist");
  return day;
}

/** The span of a window, cut at as-of. */
export function spanOf(calendar: Calendar, window: FixedWindow, asOf: number): Span {
  const end = endOf(asOf);
  if ("ever" in window) return { until: end };
  if ("lastHours" in window) return { from: asOf - window.lastHours * HOUR, until: end };
  const today = dayOf(calendar, asOf);
  if ("lastDays" in window) return { from: startOfDay(calendar, today - window.lastDays + 1), until: end };
  const [first, last] =
    "from" in window
      ? [dateOf(window.from), dateOf(window.to)]
      : [today - window.fromDaysAgo, today - window.toDaysAgo];
  return { from: startOfDay(calendar, first), until: Math.min(end, startOfDay(calendar, last + 1)) };
}

const EARLIER_DAYS = { week_before: 7, four_weeks_before: 28, year_before: 364 } as const;

/** The span that a range is compared with; undefined for one without a beginning. */
export function spanBefore(
  calendar: Calendar,
  { window, span, earlier }: { readonly window: FixedWindow; readonly span: Span; readonly earlier: EarlierPeriod },
): Span | undefined {
  const { from, until } = span;
  if (from === undefined) return undefined;
  if (earlier === "previous_period" && "lastHours" in window)
    return { from: from - window.lastHours * HOUR, until: from };
  const days =
    earlier === "previous_period" ? dayOf(calendar, until - 1) - dayOf(calendar, from) + 1 : EARLIER_DAYS[earlier];
  const before = (at: number): number => {
    const day = dayOf(calendar, at);
    const then = startOfDay(calendar, day - days) + (at - startOfDay(calendar, day));
    return Math.min(then, startOfDay(calendar, day - days + 1));
  };
  return { from: before(from), until: before(until) };
}

/** The last whole periods before the one that holds as-of, `skip` more left out: their first days, oldest first. */
export function wholePeriods(
  calendar: Calendar,
  asOf: number,
  { unit, of, skip }: { readonly unit: CalendarUnit; readonly of: number; readonly skip: number },
): number[] {
  const current = periodOf(calendar, unit, dayOf(calendar, asOf));
  return Array.from({ length: of }, (_, index) => addPeriods(unit, current, index - of - skip));
}
