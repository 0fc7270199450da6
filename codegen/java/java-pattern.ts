/** Patterns of a plan for `java.util.regex`, which reads some of them otherwise than JavaScript does. */

import { toRe2Syntax } from "../../lib/plan/pattern.ts";

/** Scripts that Java 17 knows by the names of ECMAScript. */
const SCRIPTS: ReadonlySet<string> = new Set(
  "Arabic Armenian Bengali Cyrillic Devanagari Georgian Greek Han Hangul Hebrew Hiragana Katakana Latin Thai".split(
    " ",
  ),
);

const WORD = "[0-9A-Za-z_]";
/** Java's own edge of a word knows letters of every script. */
const EDGE = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;
const NO_EDGE = `(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`;

/** The same pattern for Java; undefined where Java has no word for something in it. */
export function javaPattern(source: string): string | undefined {
  let isKnown = true;
  let inClass = false;
  // RE2's syntax is free of what differs in escapes and classes: what is left are ends, edges, properties and brackets.
  const text = toRe2Syntax(source).replace(/\\([pP])\{(\^?)([^}]*)\}|\\[\s\S]|[\s\S]/gu, (piece, letter, not, name) => {
    if (typeof letter === "string") {
      const isCategory = /^[A-Z][a-z]?$/.test(name) && name !== "Is";
      if (not !== "" || !(isCategory || SCRIPTS.has(name))) isKnown = false;
      return `\\${letter}{${isCategory ? "" : "Is"}${name}}`;
    }
    if (inClass) {
      if (piece === "]") inClass = false;
      return piece === "&" ? "\\&" : piece;
    }
    if (piece === "[") inClass = true;
    return ({ $: "\\z", "^": "\\A", "\\b": EDGE, "\\B": NO_EDGE } as const)[piece] ?? piece;
  });
  return isKnown ? text : undefined;
}
