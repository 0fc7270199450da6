/** The instants of a file: written in several orders, and often without the time zone that whoever exported it had in mind. */

import { readInstant } from "../ingest/event-time.ts";
import type { TimeFormat } from "./mapping.ts";

const DAY_MS = 86_400_000;

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})${TIME}$`);
const NAMES_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(zone, format);
  }
  return format;
}

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
function offsetAt(zone: string, instant: number): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const [year, month, day] = [part("year"), part("month") - 1, part("day")];
  const shown = Date.UTC(year, month, day, part("hour"), part("minute"), part("second"));
  return shown - Math.floor(instant / 1_000) * 1_000;
}

/**
 * The instant at which the clocks of a zone show a time, given as the same time of UTC. A time that they show twice is the
 * earlier of the two; one that they skip is as far behind the jump as it would have been without it.
 */
function instantOf(local: number, zone: string): number {
  const before = offsetAt(zone, local - DAY_MS);
  const after = offsetAt(zone, local + DAY_MS);
  const shown = [local - before, local - after].filter((instant) => instant + offsetAt(zone, instant) === local);
  return shown.length === 0 ? local - before : Math.min(...shown);
}

type Parts = readonly [year: string, month: string, day: string, ...time: (string | undefined)[]];

function localOf([year, month, day, hour = "0", minute = "0", second = "0", fraction = ""]: Parts): number | undefined {
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.slice(0, 3).padEnd(3, "0")),
  );
  const read = new Date(local);
  // A date that does not exist would become one of the next month.
  const isReal =
    read.getUTCMonth() === Number(month) - 1 &&
    read.getUTCDate() === Number(day) &&
    read.getUTCHours() === Number(hour) &&
    read.getUTCMinutes() === Number(minute) &&
    read.getUTCSeconds() === Number(second);
  return isReal ? local : undefined;
}

function partsOf(text: string, format: TimeFormat): Parts | undefined {
  if (format === "iso") {
    const [, year, month, day, ...time] = YEAR_FIRST.exec(text) ?? [];
    return year === undefined || month === undefined || day === undefined ? undefined : [year, month, day, ...time];
  }
  const [, first, second, year, ...time] = YEAR_LAST.exec(text) ?? [];
  if (first === undefined || second === undefined || year === undefined) return undefined;
  return format === "day_first" ? [year, second, first, ...time] : [year, first, second, ...time];
}

function epochOf(value: unknown, unitMs: number): number | undefined {
  const count = typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  return typeof count === "number" ? readInstant(count * unitMs) : undefined;
}

/**
 * The instant that a value says under a format, in epoch milliseconds. A workbook's dates arrive as ISO 8601 and are read as
 * such under every format of dates. `undefined` when it cannot be read or lies outside 1970 to 2199.
 */
export function readTime(value: unknown, { format, zone }: { format: TimeFormat; zone: string }): number | undefined {
  if (format === "epoch_seconds") return epochOf(value, 1_000);
  if (format === "epoch_milliseconds") return epochOf(value, 1);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  const parts = partsOf(text, format) ?? partsOf(text, "iso");
  if (parts === undefined) return /^\d{4}-/.test(text) && NAMES_ZONE.test(text) ? readInstant(text) : undefined;
  const local = localOf(parts);
  return local === undefined ? undefined : readInstant(instantOf(local, zone));
}
