/**
 * Places in JSON text that JSON.parse does not tell: where it goes wrong, where each message of a batch begins and ends,
 * and which numbers are too large to survive parsing. RFC 8259; without recursion.
 */

import { escapePointer } from "./json-limits.ts";

export class JsonScanError extends Error {
  override readonly name = "JsonScanError";
  /** In UTF-16 units from the start of the text. */
  readonly offset: number;
  constructor(offset: number) {
    super(`Not JSON at ${offset}`);
    this.offset = offset;
  }
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const QUOTE = 34;
const BACKSLASH = 92;

function skipSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
  }
  return at;
}

/** The place after a string that starts at `from`. */
function skipString(text: string, from: number): number {
  if (text.charCodeAt(from) !== QUOTE) throw new JsonScanError(from);
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < 32) throw new JsonScanError(at);
    if (code === BACKSLASH) {
      const escaped = text[at + 1] ?? "";
      if (escaped === "u" ? !/^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) : !'"\\/bfnrt'.includes(escaped)) {
        throw new JsonScanError(at);
      }
      if (escaped === "") throw new JsonScanError(text.length);
      at++;
    }
  }
  throw new JsonScanError(text.length);
}

function skipToken(text: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from;
  if (!pattern.test(text)) throw new JsonScanError(from);
  return pattern.lastIndex;
}

/** A minus or a digit. */
function startsNumber(code: number): boolean {
  return code === 45 || (code >= 48 && code <= 57);
}

function skipScalar(text: string, from: number): number {
  const code = text.charCodeAt(from);
  if (code === QUOTE) return skipString(text, from);
  return skipToken(text, from, startsNumber(code) ? NUMBER : LITERAL);
}

/** After a key: the place of its value. */
function skipKey(text: string, from: number): number {
  const colon = skipSpace(text, skipString(text, from));
  if (text[colon] !== ":") throw new JsonScanError(colon);
  return skipSpace(text, colon + 1);
}

/** Called for each scalar, with the place it stands at. */
type Visit = (range: Range, path: readonly (string | number)[]) => void;

/** The place after the value that starts at `from`. */
export function skipValue(text: string, from: number, visit?: Visit): number {
  const closers: string[] = [];
  const path: (string | number)[] = [];
  let at = from;
  for (;;) {
    const opened = text[at];
    if (opened === "{" || opened === "[") {
      const closer = opened === "{" ? "}" : "]";
      const inside = skipSpace(text, at + 1);
      if (text[inside] !== closer) {
        closers.push(closer);
        path.push(closer === "}" ? keyAt(text, inside, visit) : 0);
        at = closer === "}" ? skipKey(text, inside) : inside;
        continue;
      }
      at = inside + 1;
    } else {
      const start = at;
      at = skipScalar(text, start);
      visit?.({ from: start, to: at }, path);
    }
    for (;;) {
      const closer = closers.at(-1);
      if (closer === undefined) return at;
      at = skipSpace(text, at);
      if (text[at] === ",") {
        at = skipSpace(text, at + 1);
        const last = path.length - 1;
        if (closer === "}") {
          path[last] = keyAt(text, at, visit);
          at = skipKey(text, at);
        } else path[last] = Number(path[last]) + 1;
        break;
      }
      if (text[at] !== closer) throw new JsonScanError(at);
      closers.pop();
      path.pop();
      at++;
    }
  }
}

/** Keys are only read when somebody asks where a value stands. */
function keyAt(text: string, from: number, visit: Visit | undefined): string {
  return visit === undefined ? "" : (JSON.parse(text.slice(from, skipString(text, from))) as string);
}

/** Where the text stops being JSON: its first wrong character, or its length when it ends too early. */
export function firstErrorOffset(text: string): number | undefined {
  try {
    const end = skipSpace(text, skipValue(text, skipSpace(text, 0)));
    return end === text.length ? undefined : end;
  } catch (error) {
    if (error instanceof JsonScanError) return error.offset;
    throw error;
  }
}

/** The value of a member of the object that is the whole text; the last one when the key is repeated, as JSON.parse has it. */
export function memberRange(text: string, name: string): Range | undefined {
  let found: Range | undefined;
  let at = skipSpace(text, 0);
  if (text[at] !== "{") return undefined;
  at = skipSpace(text, at + 1);
  while (text[at] !== "}") {
    const keyEnd = skipString(text, at);
    const key = JSON.parse(text.slice(at, keyEnd)) as string;
    const from = skipKey(text, at);
    const to = skipValue(text, from);
    if (key === name) found = { from, to };
    at = skipSpace(text, to);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return found;
}

/** The items of the array that starts at `from`. */
export function itemRanges(text: string, from: number): Range[] {
  const ranges: Range[] = [];
  let at = skipSpace(text, from + 1);
  while (text[at] !== "]") {
    const to = skipValue(text, at);
    ranges.push({ from: at, to });
    at = skipSpace(text, to);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return ranges;
}

/** A quick look: text without such a run of digits or such an exponent holds no number that parsing would change. */
export function mayHoldLargeNumbers(text: string): boolean {
  return /\d{16}|[eE]\+?\d{2}/.test(text);
}

/** A number as it stands in the text, which parsing would change. */
export interface LargeNumber {
  /** JSON pointer from the scanned value. */
  readonly path: string;
  readonly literal: string;
}

/** Integers that a 64-bit floating point number cannot hold exactly, and numbers beyond all that it holds. */
function isChanged(literal: string): boolean {
  const parsed = Number(literal);
  if (!Number.isFinite(parsed)) return true;
  return literal.length >= 16 && /^-?\d+$/.test(literal) && BigInt(parsed) !== BigInt(literal);
}

/** The text with every number that parsing would change as a text of its digits, after `mark`. */
export function withNumbersAsText(text: string, mark: string): string {
  const pieces: string[] = [];
  let done = 0;
  skipValue(text, skipSpace(text, 0), ({ from, to }) => {
    if (!startsNumber(text.charCodeAt(from)) || !isChanged(text.slice(from, to))) return;
    pieces.push(text.slice(done, from), JSON.stringify(mark + text.slice(from, to)));
    done = to;
  });
  return pieces.length === 0 ? text : `${pieces.join("")}${text.slice(done)}`;
}

/** Numbers of the value at `range` that are another one, or none, once parsed. */
export function findLargeNumbers(text: string, range: Range): LargeNumber[] {
  const found: LargeNumber[] = [];
  skipValue(text, range.from, ({ from, to }, path) => {
    if (!startsNumber(text.charCodeAt(from))) return;
    const literal = text.slice(from, to);
    if (!isChanged(literal)) return;
    found.push({
      path: path.map((part) => `/${escapePointer(String(part))}`).join(""),
      literal: literal.slice(0, 200),
    });
  });
  return found;
}
