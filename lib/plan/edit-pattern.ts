/** Says at authoring whether a pattern can be judged in linear time, with the engine and rewriting that ingest uses. */

import { SafePattern } from "./pattern.ts";

const KNOWN_MAX = 10_000;
const known = new Map<string, SafePattern>();

function compiled(pattern: string): SafePattern {
  const found = known.get(pattern);
  if (found !== undefined) return found;
  if (known.size >= KNOWN_MAX) known.clear();
  const made = new SafePattern(pattern);
  known.set(pattern, made);
  return made;
}

/** Why the pattern is refused, in the engine's words; undefined when it is fine. */
export function patternProblem(pattern: string): string | undefined {
  return compiled(pattern).problem?.replace(/^error parsing regexp: /, "");
}

/** True when the text holds a match. An unsafe pattern finds nothing. */
export function patternFinds(pattern: string, text: string): boolean {
  return compiled(pattern).test(text);
}
