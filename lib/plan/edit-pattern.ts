/** Patterns are judged by RE2, in linear time: this says at authoring whether a pattern can be, by the same engine. */

import { RE2JS } from "re2js";

const KNOWN_MAX = 10_000;
const known = new Map<string, string | undefined>();

function compileProblem(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return text.replace(/^error parsing regexp: /, "");
  }
}

/** Why RE2 refuses the pattern, in the engine's words; undefined when it is fine. */
export function patternProblem(pattern: string): string | undefined {
  if (known.has(pattern)) return known.get(pattern);
  const problem = compileProblem(pattern);
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(pattern, problem);
  return problem;
}

/** True when the text holds a match. Call it only with a pattern that has no problem. */
export function patternFinds(pattern: string, text: string): boolean {
  return RE2JS.compile(pattern).matcher(text).find();
}

/**
 * The same pattern in a form RE2 reads, where one is known: `\\uXXXX` as the character itself. Undefined when the pattern is
 * fine already or cannot be mended.
 */
export function mendedPattern(pattern: string): string | undefined {
  if (patternProblem(pattern) === undefined) return undefined;
  const mended = pattern.replace(/\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{1,6})\}/g, (_, four?: string, any?: string) => {
    const character = String.fromCodePoint(Number.parseInt(four ?? any ?? "0", 16));
    return /[\\^$.*+?()[\]{}|/-]/.test(character) ? `\\${character}` : character;
  });
  return mended !== pattern && patternProblem(mended) === undefined ? mended : undefined;
}
