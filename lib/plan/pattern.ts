/**
 * Patterns of a plan, matched in linear time. A JSON Schema pattern is an ECMAScript expression with the `u` flag; it is
 * rewritten to RE2's syntax with class escapes spelled out, so that every engine reads the same set of characters.
 */

import { RE2JS } from "re2js";

/** ECMAScript WhiteSpace and LineTerminator (ECMA-262, 12.2 and 12.3). */
const SPACE_RANGES =
  "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
const NOT_SPACE_RANGES =
  "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}" +
  "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}";

/** Inside brackets; outside they are wrapped in them. */
const CLASS_ESCAPES: Readonly<Record<string, string>> = {
  s: SPACE_RANGES,
  S: NOT_SPACE_RANGES,
  d: "0-9",
  D: "\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}",
  w: "0-9A-Za-z_",
  W: "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}",
};

/** Long names of general categories (Unicode PropertyValueAliases) that RE2 knows by their short names. */
const CATEGORIES: Readonly<Record<string, string>> = {
  Letter: "L",
  Cased_Letter: "LC",
  Uppercase_Letter: "Lu",
  Lowercase_Letter: "Ll",
  Titlecase_Letter: "Lt",
  Modifier_Letter: "Lm",
  Other_Letter: "Lo",
  Mark: "M",
  Nonspacing_Mark: "Mn",
  Spacing_Mark: "Mc",
  Enclosing_Mark: "Me",
  Number: "N",
  Decimal_Number: "Nd",
  Letter_Number: "Nl",
  Other_Number: "No",
  Punctuation: "P",
  punct: "P",
  Symbol: "S",
  Math_Symbol: "Sm",
  Currency_Symbol: "Sc",
  Modifier_Symbol: "Sk",
  Other_Symbol: "So",
  Separator: "Z",
  Space_Separator: "Zs",
  Control: "Cc",
  digit: "Nd",
  Alphabetic: "L",
};

const SHORT_ESCAPES: Readonly<Record<string, string>> = { t: "9", n: "a", v: "b", f: "c", r: "d", "0": "0" };

interface Piece {
  readonly text: string;
  readonly length: number;
}

const hex = (code: number): string => `\\x{${code.toString(16)}}`;

function unicodeEscape(source: string, at: number): Piece | undefined {
  const braced = /^\\u\{([0-9a-fA-F]{1,6})\}/.exec(source.slice(at, at + 12));
  if (braced?.[1] !== undefined) return { text: hex(Number.parseInt(braced[1], 16)), length: braced[0].length };
  const pair = /^\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(source.slice(at, at + 12));
  if (pair?.[1] !== undefined && pair[2] !== undefined) {
    const code = (Number.parseInt(pair[1], 16) - 0xd800) * 0x400 + (Number.parseInt(pair[2], 16) - 0xdc00) + 0x1_0000;
    return { text: hex(code), length: 12 };
  }
  const plain = /^\\u([0-9a-fA-F]{4})/.exec(source.slice(at, at + 6));
  return plain?.[1] === undefined ? undefined : { text: hex(Number.parseInt(plain[1], 16)), length: 6 };
}

function propertyEscape(source: string, at: number): Piece | undefined {
  const found = /^\\([pP])\{([^}]*)\}/.exec(source.slice(at, at + 80));
  if (found?.[1] === undefined || found[2] === undefined) return undefined;
  const name = found[2].replace(/^(General_Category|gc|Script|sc|Script_Extensions|scx)=/, "");
  return { text: `\\${found[1]}{${CATEGORIES[name] ?? name}}`, length: found[0].length };
}

function escapeAt(source: string, at: number, inClass: boolean): Piece {
  const letter = source[at + 1] ?? "";
  const ranges = CLASS_ESCAPES[letter];
  if (ranges !== undefined) return { text: inClass ? ranges : `[${ranges}]`, length: 2 };
  const short = SHORT_ESCAPES[letter];
  if (short !== undefined) return { text: `\\x{${short}}`, length: 2 };
  if (letter === "b" && inClass) return { text: "\\x{8}", length: 2 };
  if (letter === "c") return { text: hex((source.charCodeAt(at + 2) || 0) % 32), length: 3 };
  if (letter === "u") return unicodeEscape(source, at) ?? { text: "\\u", length: 2 };
  if (letter === "p" || letter === "P") return propertyEscape(source, at) ?? { text: `\\${letter}`, length: 2 };
  const code = /^\\x([0-9a-fA-F]{2})/.exec(source.slice(at, at + 4))?.[1];
  if (code !== undefined) return { text: `\\x{${code}}`, length: 4 };
  return { text: `\\${letter}`, length: 2 };
}

function plainAt(source: string, at: number): Piece {
  if (source.startsWith("[^]", at)) return { text: "[\\x{0}-\\x{10ffff}]", length: 3 };
  if (source.startsWith("[]", at)) return { text: "[^\\x{0}-\\x{10ffff}]", length: 2 };
  const group = /^\(\?<[A-Za-z_$][\w$]*>/.exec(source.slice(at, at + 80));
  if (group !== null) return { text: "(?:", length: group[0].length };
  if (source[at] === ".") return { text: "[^\\x{a}\\x{d}\\x{2028}\\x{2029}]", length: 1 };
  return { text: source[at] ?? "", length: 1 };
}

/** The same expression in RE2's syntax. What RE2 cannot express (look-around, back-references) is left as it stands. */
export function toRe2Syntax(source: string): string {
  let result = "";
  let inClass = false;
  let at = 0;
  while (at < source.length) {
    const char = source[at];
    let piece: Piece;
    if (char === "\\") piece = escapeAt(source, at, inClass);
    else if (inClass) piece = { text: char === "[" ? "\\[" : (char ?? ""), length: 1 };
    else piece = plainAt(source, at);
    if (char === "]" && inClass) inClass = false;
    else if (char === "[" && !inClass && piece.length === 1) inClass = true;
    result += piece.text;
    at += piece.length;
  }
  return result;
}

/** A compiled pattern. `problem` says why it cannot be matched in linear time; such a pattern matches nothing. */
export class SafePattern {
  readonly problem: string | undefined;
  readonly #source: string;
  readonly #compiled: RE2JS | undefined;

  constructor(source: string) {
    this.#source = source;
    try {
      this.#compiled = RE2JS.compile(toRe2Syntax(source));
      this.problem = undefined;
    } catch (error) {
      this.#compiled = undefined;
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  test(text: string): boolean {
    return this.#compiled?.test(text) ?? false;
  }

  /** ajv tells patterns apart by this text. */
  toString(): string {
    return this.#source;
  }
}

/** For ajv's `code.regExp`. */
export const safeRegExp = Object.assign((source: string): SafePattern => new SafePattern(source), {
  code: "safeRegExp",
});
