/** When an event happened: the instant its client gave, moved by the client's clock error when that is beyond doubt. */

import { isUsualInstant } from "../plan/usual-form.ts";

const ZERO = 48;

/** Clocks that differ by no more than this are taken to agree. */
export const CLOCK_TOLERANCE_MS = 60_000;

/** The event store keeps instants from 1970 to the end of 2199. */
const EARLIEST = 0;
const LATEST = Date.UTC(2200, 0, 1) - 1;

const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;

function withinRange(instant: number): number | undefined {
  return instant >= EARLIEST && instant <= LATEST ? instant : undefined;
}

function parseIso(text: string): number | undefined {
  const parts = ISO_8601.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", zone = "Z"] = parts;
  const offset = zone.toUpperCase() === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const milliseconds = fraction.slice(0, 3).padEnd(3, "0");
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${offset}`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** The number that the digits from `from` to `to` make. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + text.charCodeAt(at) - ZERO;
  return value;
}

/** What every SDK sends, `2026-11-21T17:50:02.254Z`: read without the expression above. */
function readUsual(text: string): number | undefined {
  if (text.length !== 24) return undefined;
  if (!isUsualInstant(text)) return text.charCodeAt(10) === 84 && text.endsWith("Z") ? Date.parse(text) : undefined;
  const year = digits(text, 0, 4);
  // Date.UTC takes years below 100 for years of the last century.
  if (year < 1_000) return Date.parse(text);
  const [month, day] = [digits(text, 5, 7) - 1, digits(text, 8, 10)];
  const [hour, minute, second] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)];
  return Date.UTC(year, month, day, hour, minute, second, digits(text, 20, 23));
}

/**
 * An instant in epoch milliseconds, cut to the millisecond. Takes ISO 8601 (UTC when it names no zone) and epoch
 * milliseconds as a number. `undefined` when it cannot be read or lies outside 1970 to 2199.
 */
export function readInstant(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? withinRange(Math.trunc(value)) : undefined;
  if (typeof value !== "string") return undefined;
  const instant = readUsual(value) ?? parseIso(value) ?? Number.NaN;
  return Number.isNaN(instant) ? undefined : withinRange(instant);
}

/**
 * The time that analysis reads, epoch milliseconds UTC: the sent timestamp, corrected by receivedAt - sentAt only when the
 * two differ by more than one minute. Without a timestamp the time of arrival stands in for it.
 */
export function eventTime(sent: number | undefined, sentAt: number | undefined, receivedAt: number): number {
  const skew = sentAt === undefined ? 0 : receivedAt - sentAt;
  if (sent === undefined) return receivedAt;
  const corrected = Math.abs(skew) > CLOCK_TOLERANCE_MS ? sent + skew : sent;
  return Math.min(Math.max(corrected, EARLIEST), LATEST);
}
