/**
 * Which patterns an SDK may run: those that its engine reads as ingest does and that cannot keep an application busy.
 *
 * Ingest matches in linear time; engines that go back take exponential time where something that varies is repeated, and a
 * high power of the length where much of it may share the same text. Such patterns, and those that two engines read
 * differently, are checked at ingest only.
 */

import { SafePattern } from "../../lib/plan/pattern.ts";
import { simplePattern } from "../../lib/plan/quick-pattern.ts";

/** Unicode properties that RE2 knows under another meaning, or not in every version. */
const READ_OTHERWISE = /\\[pP]\{(?:Alphabetic|Alpha|scx=|Script_Extensions=)/;

/** `( ... ) *` and its like, where what is repeated has a choice of its own. */
function repeatsChoice(source: string): boolean {
  const varies: boolean[] = [];
  let closed: boolean | undefined;
  for (let at = 0; at < source.length; at++) {
    const char = source[at] ?? "";
    const group = closed;
    closed = undefined;
    if (char === "\\") at++;
    else if (char === "[") at = endOfClass(source, at);
    else if (char === "(") varies.push(false);
    else if (char === ")") closed = varies.pop() ?? false;
    else if (char === "|") note(varies);
    else if (/^(?:[*+?]|\{\d)/.test(source.slice(at, at + 2)) && !source.startsWith("(?", at - 1)) {
      if (group === true && !/^(?:\?|\{1\})/.test(source.slice(at, at + 3))) return true;
      note(varies);
    }
    if (closed === true) note(varies);
  }
  return false;
}

/** Escapes, classes, openings of groups, repetitions (with their bounds), anything else. */
const TOKEN =
  /\\[pP]\{[^}]*\}|\\.|\[(\^?)((?:\\.|[^\]\\])*)\]|\((?:\?(?:[:=!]|<[=!]?))?|(?:[*+?]|\{(\d+)(,?)(\d*)\})\??|./gsu;
/** Repetitions that may share the same text: each takes the length of a value as a factor of what an attempt takes. */
const MAX_FACTORS = 2;
/** Ways to fill what may be there or not. */
const MAX_WAYS = 64;
/** Bounds further apart are as good as none. */
const MANY = 30;

/** How many values a repetition has to choose from; 1 when it is no choice, or none to speak of. */
function waysOf([text, , , least, comma, most]: RegExpExecArray): number {
  if (/^\?/.test(text)) return 2;
  if (/^[*+]/.test(text)) return Infinity;
  if (least === undefined || comma === "") return 1;
  return most === "" ? Infinity : Number(most) - Number(least) + 1;
}

/** `[^@]+@` ends where it must: there is nothing to choose. */
function isEnded(before: RegExpExecArray | undefined, after: RegExpExecArray | undefined): boolean {
  return (
    before?.[1] === "^" &&
    after !== undefined &&
    /^\\?[^\w\\.[(]$|^\w$/.test(after[0]) &&
    (before[2] ?? "").includes(after[0])
  );
}

/** Whether every match begins at the start: no alternative outside of groups does without. */
function isAnchored(tokens: readonly RegExpExecArray[]): boolean {
  let depth = 0;
  for (const [text] of tokens) {
    if (text.startsWith("(")) depth++;
    else if (text === ")") depth--;
    else if (text === "|" && depth === 0) return false;
  }
  return tokens[0]?.[0] === "^";
}

/** True where going back takes more than the square of a value's length, as in `.*.*.*x` or `a?a?a?...aaa`. */
function goesBackTooFar(source: string): boolean {
  const tokens = [...source.matchAll(TOKEN)];
  let factors = isAnchored(tokens) ? 0 : 1;
  let ways = 1;
  for (const [at, token] of tokens.entries()) {
    const found = waysOf(token);
    if (found <= MANY) ways *= found;
    else if (!isEnded(tokens[at - 1], tokens[at + 1])) factors++;
  }
  return factors > MAX_FACTORS || ways > MAX_WAYS;
}

function note(varies: boolean[]): void {
  if (varies.length > 0) varies[varies.length - 1] = true;
}

function endOfClass(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === "]") return at;
  }
  return source.length;
}

/** True for a pattern that JavaScript's own engine may run in an application. */
export function isRunnablePattern(source: string): boolean {
  if (simplePattern(source) !== undefined) return true;
  if (
    READ_OTHERWISE.test(source) ||
    repeatsChoice(source) ||
    goesBackTooFar(source) ||
    new SafePattern(source).problem !== undefined
  ) {
    return false;
  }
  try {
    new RegExp(source, "u");
    return true;
  } catch {
    return false;
  }
}
