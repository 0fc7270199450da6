/** Metrics, retention and active users, by looking at every day of every person. */

import type { ActiveUsersQuestion, EarlierPeriod, MetricQuestion, RetentionQuestion, TimeWindow } from "../question.ts";
import {
  canonical,
  eventsOf,
  isInWindow,
  localDay,
  periodStartOf,
  propertyOf,
  selects,
  type World,
  type WorldEvent,
} from "./world.ts";

function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function seen(world: World, question: MetricQuestion, people: ReadonlySet<number>): WorldEvent[] {
  const { compareWith } = question;
  return world.events.filter((event) => {
    const person = canonical(world, event.person);
    if (!people.has(person) || !selects(world, question.event, event)) return false;
    if (compareWith !== undefined) return isEarlier(world, question.range, compareWith, event.ts);
    return isInWindow(world, question.range, person, event.ts);
  });
}

/** Milliseconds since the first instant of the local day, found by stepping back. */
function sinceMidnight(timeZone: string, at: number): number {
  const day = localDay(timeZone, at);
  let first = at;
  for (const step of [3_600_000, 60_000, 1_000, 1]) while (localDay(timeZone, first - step) === day) first -= step;
  return at - first;
}

/** Whether an instant lies in the period that a range is compared with: its days so much earlier, the last one cut alike. */
function isEarlier(world: World, range: TimeWindow, earlier: EarlierPeriod, at: number): boolean {
  const { timeZone, asOf } = world;
  const today = localDay(timeZone, asOf);
  const dayOf = (text: string): number => Date.parse(text) / 86_400_000;
  if ("lastHours" in range) {
    const length = range.lastHours * 3_600_000;
    if (earlier === "previous_period") return at >= asOf - 2 * length && at < asOf - length;
    const shift = { week_before: 7, four_weeks_before: 28, year_before: 364 }[earlier];
    const key = (ms: number, days: number) => [localDay(timeZone, ms) + days, sinceMidnight(timeZone, ms)] as const;
    const isAfter = (a: readonly [number, number], b: readonly [number, number]) =>
      a[0] > b[0] || (a[0] === b[0] && a[1] >= b[1]);
    const moved = key(at, shift);
    return isAfter(moved, key(asOf - length, 0)) && isAfter(key(asOf, 0), moved);
  }
  const [first, last] =
    "lastDays" in range
      ? [today - range.lastDays + 1, today]
      : "fromDaysAgo" in range
        ? [today - range.fromDaysAgo, today - range.toDaysAgo]
        : "from" in range
          ? [dayOf(range.from), Math.min(today, dayOf(range.to))]
          : [0, 0];
  const shift = { previous_period: last - first + 1, week_before: 7, four_weeks_before: 28, year_before: 364 }[earlier];
  const day = localDay(timeZone, at) + shift;
  if (day < first || day > last) return false;
  return day < today || sinceMidnight(timeZone, at) <= sinceMidnight(timeZone, asOf);
}

/** Linear between neighbours; `sorted` ascending and not empty. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at - Math.floor(at));
}

function measured(world: World, question: MetricQuestion, events: readonly WorldEvent[]): number | null {
  const { measure } = question;
  if (measure.kind === "count") return events.length;
  const people = new Set(events.map(({ person }) => canonical(world, person))).size;
  if (measure.kind === "per_user") return people === 0 ? null : events.length / people;
  if (!("property" in measure)) return people;
  if (measure.kind === "distinct") {
    const held = events.map((event) => propertyOf(world, event, measure.property));
    return new Set(held.filter((value) => value !== undefined && value !== null).map(String)).size;
  }
  const values = events
    .map((event) => propertyOf(world, event, measure.property))
    .filter((value) => typeof value === "number")
    .sort((a, b) => a - b);
  const sum = values.reduce((total, value) => total + value, 0);
  if (measure.kind === "sum") return sum;
  if (values.length === 0) return null;
  if (measure.kind === "mean") return sum / values.length;
  return quantile(values, measure.kind === "percentile" ? measure.percentile / 100 : 0.5);
}

function bucketKey(world: World, question: MetricQuestion, event: WorldEvent): string {
  if (question.interval === "total") return "";
  if (question.interval === "hour") {
    const parts = new Intl.DateTimeFormat("sv-SE", {
      timeZone: world.timeZone,
      dateStyle: "short",
      timeStyle: "long",
      hourCycle: "h23",
    }).formatToParts(new Date(event.ts));
    const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
    return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}`;
  }
  return dateOf(periodStartOf(world, question.interval, localDay(world.timeZone, event.ts)));
}

/** Totals per series and values per bucket that holds an event; with `compareWith`, those of the earlier period. Keys of hours are cut to the local hour. */
export function metric(world: World, question: MetricQuestion, people: ReadonlySet<number>) {
  const groups = new Map<string | null | undefined, WorldEvent[]>();
  for (const event of seen(world, question, people)) {
    const value = question.breakdown === undefined ? undefined : (propertyOf(world, event, question.breakdown) ?? null);
    const key = value === undefined || value === null ? value : String(value);
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  if (groups.size === 0 && question.breakdown === undefined) groups.set(undefined, []);
  return [...groups].map(([key, events]) => {
    const buckets = new Map<string, WorldEvent[]>();
    for (const event of events) {
      const bucket = bucketKey(world, question, event);
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), event]);
    }
    return {
      key,
      total: measured(world, question, events),
      points: new Map([...buckets].map(([bucket, inside]) => [bucket, measured(world, question, inside)])),
    };
  });
}

/** The values of two metrics divided, where both have one and the divisor is not 0. */
export function ratio(world: World, question: MetricQuestion, people: ReadonlySet<number>) {
  const { dividedBy, ...own } = question;
  if (dividedBy === undefined) return metric(world, question, people);
  const divisors = metric(world, { ...own, ...dividedBy }, people);
  const by = (a: number | null | undefined, b: number | null | undefined) =>
    a === null || a === undefined || b === null || b === undefined || b === 0 ? null : a / b;
  return metric(world, own, people).map(({ key, total, points }) => {
    const divisor = divisors.find((one) => one.key === key);
    const starts = new Set([...points.keys(), ...(divisor?.points.keys() ?? [])]);
    // Nothing of what is divided, where there is something to divide by, is 0 of it.
    const of = (start: string) => (points.has(start) ? points.get(start) : measured(world, own, []));
    const inside = [...starts].map((start) => [start, by(of(start), divisor?.points.get(start))] as const);
    return { key, total: by(total, divisor?.total), points: new Map(inside) };
  });
}

/** People per birth period and distance in periods: `2024-03-01 2` -> count. */
export function retention(world: World, question: RetentionQuestion, people: ReadonlySet<number>): Map<string, number> {
  const counts = new Map<string, number>();
  const periodOf = (ts: number): number => periodStartOf(world, question.unit, localDay(world.timeZone, ts));
  for (const person of people) {
    const events = eventsOf(world, person);
    const birth = events.find((event) => selects(world, question.start, event));
    if (birth === undefined || !isInWindow(world, question.range, person, birth.ts)) continue;
    const born = periodOf(birth.ts);
    const back = new Set(
      events.filter((event) => selects(world, question.return, event)).map(({ ts }) => periodOf(ts)),
    );
    let period = born;
    for (let distance = 0; distance <= question.periods; distance++) {
      if (distance === 0 || back.has(period)) {
        const key = `${dateOf(born)} ${distance}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      const next = new Date(period * 86_400_000);
      if (question.unit === "day") period += 1;
      else if (question.unit === "week") period += 7;
      else period = Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 1) / 86_400_000;
    }
  }
  return counts;
}

export function activeUsers(world: World, question: ActiveUsersQuestion, people: ReadonlySet<number>, day: number) {
  const active = (length: number): number =>
    [...people].filter((person) =>
      eventsOf(world, person).some((event) => {
        const on = localDay(world.timeZone, event.ts);
        // What lies after the range is not looked at; what lies before it is.
        return selects(world, question.event, event) && on <= day && on > day - length;
      }),
    ).length;
  return { dau: active(1), wau: active(7), mau: active(30) };
}
