/** Patterns of a plan for Go's `regexp`, which is RE2 itself. */

import { toRe2Syntax } from "../../lib/plan/pattern.ts";

/** Scripts that every version of Go in use knows alike. */
const SCRIPTS: ReadonlySet<string> = new Set(
  "Arabic Armenian Bengali Cyrillic Devanagari Georgian Greek Han Hangul Hebrew Hiragana Katakana Latin Thai".split(
    " ",
  ),
);
/** Categories under the names that Go gives them. */
const CATEGORY = /^(?:C[cfos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)$/;
/** What Go repeats at most, all repetitions inside one another together. */
const MAX_REPEAT = 1000;

/** The same pattern for Go; undefined where Go has no word for something in it. */
export function goPattern(source: string): string | undefined {
  const text = toRe2Syntax(source);
  for (const [, not, name = ""] of text.matchAll(/\\[pP]\{(\^?)([^}]*)\}/g)) {
    if (not !== "" || name === "C" || !(CATEGORY.test(name) || SCRIPTS.has(name))) return undefined;
  }
  const counts = [...text.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, least, most]) => Number(most || least));
  return counts.reduce((all, count) => all * Math.max(1, count), 1) > MAX_REPEAT ? undefined : text;
}
