/**
 * Which patterns an SDK may run: those that its engine reads as ingest does and that cannot keep an application busy.
 *
 * Ingest matches in linear time; engines that go back take exponential time where something that varies is repeated. Such
 * patterns, and those that two engines read differently, are checked at ingest only.
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
  if (READ_OTHERWISE.test(source) || repeatsChoice(source) || new SafePattern(source).problem !== undefined) {
    return false;
  }
  try {
    new RegExp(source, "u");
    return true;
  } catch {
    return false;
  }
}
