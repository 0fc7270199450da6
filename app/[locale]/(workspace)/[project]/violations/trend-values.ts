/** The run of a violation over the whole time looked at: what the store counted, quiet hours and days as zero. */

interface TrendPoint {
  readonly at: Date;
  readonly events: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Up to so many days the store counts by hour, beyond that by day of the project's zone. */
const HOURLY_DAYS = 2;

/** The day as `2026-03-08`, wherever the server stands. */
function localDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

function hours(trend: readonly TrendPoint[], count: number, now: Date): readonly number[] {
  const events = new Map(trend.map((point) => [Math.floor(point.at.getTime() / HOUR), point.events]));
  const last = Math.floor(now.getTime() / HOUR);
  return Array.from({ length: count }, (_, index) => events.get(last - (count - 1 - index)) ?? 0);
}

function calendarDays(trend: readonly TrendPoint[], count: number, timeZone: string, now: Date): readonly number[] {
  const events = new Map(trend.map((point) => [localDay(point.at, timeZone), point.events]));
  const last = Date.parse(localDay(now, timeZone));
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(last - (count - 1 - index) * DAY).toISOString().slice(0, 10);
    return events.get(day) ?? 0;
  });
}

/** Events per hour or per day of the last `days`, oldest first. */
export function trendValues(
  trend: readonly TrendPoint[],
  days: number,
  timeZone: string,
  now: Date = new Date(),
): readonly number[] {
  return days <= HOURLY_DAYS ? hours(trend, days * 24, now) : calendarDays(trend, days, timeZone, now);
}
