/** Generated files: a map from path to text, in path order, the same bytes for the same plan on every system. */

import { invariant } from "../lib/base/error.ts";

export type GeneratedFiles = ReadonlyMap<string, string>;

/** Paths are made by us from checked names; this is the last gate before they leave the generator. */
const SAFE_PATH = /^(?:[\p{ID_Continue}$.-]+\/)*[\p{ID_Continue}$.-]+$/u;

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorts by path and ends every text with exactly one line feed. Two paths that differ by case only are a broken invariant. */
export function collectFiles(entries: Iterable<readonly [path: string, text: string]>): GeneratedFiles {
  const folded = new Set<string>();
  const files = [...entries].sort(([a], [b]) => byCodeUnit(a, b));
  for (const [path] of files) {
    const safe = SAFE_PATH.test(path) && !path.split("/").some((part) => /^\.+$/.test(part));
    invariant(safe, `generated path ${JSON.stringify(path)} is not safe`);
    invariant(!folded.has(path.toLowerCase()), `two generated files share the path ${path}`);
    folded.add(path.toLowerCase());
  }
  return new Map(files.map(([path, text]) => [path, `${text.trimEnd()}\n`]));
}

/** The plan's order must not show in files that list events: a reordered plan is the same code. */
export function sortedBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => byCodeUnit(key(a), key(b)));
}
