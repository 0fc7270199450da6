/**
 * The usual forms of instants and addresses, recognised at once. Each accepts only what ajv-formats accepts in full mode;
 * whatever it does not recognise is left to ajv-formats, so no verdict changes.
 */

const ZERO = 48;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDigit(code: number): boolean {
  return code >= ZERO && code <= 57;
}

/** Two digits as a number; -1 when they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at);
  const ones = text.charCodeAt(at + 1);
  return isDigit(tens) && isDigit(ones) ? (tens - ZERO) * 10 + (ones - ZERO) : -1;
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

/** `2026-11-21T17:50:02Z`, with or without a fraction, on a day that every year has. */
export function isUsualInstant(text: string): boolean {
  const end = text.length - 1;
  if (end < 19 || end > 29 || text.charCodeAt(end) !== 90 || text.charCodeAt(10) !== 84) return false;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return false;
  if (twoDigits(text, 0) < 0 || twoDigits(text, 2) < 0) return false;
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!isBetween(month, 1, 12) || !isBetween(day, 1, DAYS[month - 1] ?? 0) || (month === 2 && day === 29)) return false;
  if (!isBetween(twoDigits(text, 11), 0, 23) || !isBetween(twoDigits(text, 14), 0, 59)) return false;
  if (!isBetween(twoDigits(text, 17), 0, 59)) return false;
  if (end === 19) return true;
  if (text.charCodeAt(19) !== 46 || end === 20) return false;
  for (let at = 20; at < end; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

const USUAL_URI = /^https?:\/\/[a-z0-9.-]+(?::\d+)?(?:\/[\w.~/-]*)?(?:\?[\w.~=&+-]*)?$/i;

/** A web address of letters, digits and the commonest signs. */
export function isUsualUri(text: string): boolean {
  return USUAL_URI.test(text);
}
