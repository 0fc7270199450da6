/**
 * Patterns simple enough for the engine's own expressions: anchored at the start, made of plain characters and ASCII
 * classes, and each repetition followed by something it cannot swallow. Such an expression never goes back further than
 * one repetition, so it takes linear time, and every engine reads it alike. All others are left to RE2.
 */

import { SafePattern } from "./pattern.ts";

type Codes = ReadonlySet<number>;

interface Atom {
  readonly codes: Codes;
  /** It may match a varying number of characters. */
  readonly varies: boolean;
}

const DIGITS = codesBetween(48, 57);
const CLASSES: Readonly<Record<string, Codes>> = {
  d: DIGITS,
  w: new Set([...DIGITS, ...codesBetween(65, 90), 95, ...codesBetween(97, 122)]),
};
/** Stands for itself out of a class. */
const PLAIN = /^[ A-Za-z0-9_@#%&=:;,<>"'`~!/-]$/;
/** Stands for itself inside one. */
const PLAIN_INSIDE = /^[ A-Za-z0-9_@#%&=:;,<>"'`~!/.*+?(){}|$]$/;
/** Stands for itself after a backslash under the `u` flag, inside a class and out of it. */
const ESCAPED = /^[.*+?^$(){}|[\]\\/]$/;
const QUANTIFIER = /^(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})/;
const MAX_SOURCE = 200;

function codesBetween(from: number, to: number): Codes {
  return new Set(Array.from({ length: to - from + 1 }, (_, index) => from + index));
}

interface Read {
  readonly codes: Codes;
  readonly length: number;
}

function readEscape(source: string, at: number): Read | undefined {
  const letter = source[at + 1] ?? "";
  const codes = CLASSES[letter] ?? (ESCAPED.test(letter) ? new Set([letter.charCodeAt(0)]) : undefined);
  return codes === undefined ? undefined : { codes, length: 2 };
}

function readOne(source: string, at: number, plain: RegExp): Read | undefined {
  const char = source[at] ?? "";
  if (char === "\\") return readEscape(source, at);
  return plain.test(char) ? { codes: new Set([char.charCodeAt(0)]), length: 1 } : undefined;
}

/** `[A-Z0-9_-]`: ranges of plain characters, a hyphen at the end. */
function readClass(source: string, from: number): Read | undefined {
  const codes = new Set<number>();
  let at = from + 1;
  while (source[at] !== "]") {
    if (source[at] === "-" && source[at + 1] === "]") {
      codes.add(45);
      at += 1;
      continue;
    }
    const one = readOne(source, at, PLAIN_INSIDE);
    if (one === undefined) return undefined;
    at += one.length;
    const ranged = source[at] === "-" && source[at + 1] !== "]";
    const end = ranged ? readOne(source, at + 1, PLAIN_INSIDE) : undefined;
    if (ranged && (end === undefined || one.codes.size !== 1 || end.codes.size !== 1)) return undefined;
    const [first = 0] = one.codes;
    for (const code of end === undefined ? one.codes : codesBetween(first, [...end.codes][0] ?? 0)) codes.add(code);
    at += end === undefined ? 0 : 1 + end.length;
  }
  return codes.size === 0 ? undefined : { codes, length: at + 1 - from };
}

function readAtoms(source: string): Atom[] | undefined {
  const atoms: Atom[] = [];
  for (let at = 1; at < source.length; ) {
    if (source[at] === "$" && at === source.length - 1) return atoms;
    const read = source[at] === "[" ? readClass(source, at) : readOne(source, at, PLAIN);
    if (read === undefined) return undefined;
    at += read.length;
    const quantifier = QUANTIFIER.exec(source.slice(at, at + 10))?.[0] ?? "";
    at += quantifier.length;
    atoms.push({ codes: read.codes, varies: quantifier !== "" && !/^\{[1-9]\d*\}$/.test(quantifier) });
  }
  return atoms;
}

function overlap(one: Codes, other: Codes): boolean {
  for (const code of one) if (other.has(code)) return true;
  return false;
}

/** After what varies comes nothing that it could have taken itself, up to and including the first thing that must come. */
function isDecided(atoms: readonly Atom[]): boolean {
  return atoms.every((atom, index) => {
    if (!atom.varies) return true;
    for (const later of atoms.slice(index + 1)) {
      if (overlap(atom.codes, later.codes)) return false;
      if (!later.varies) return true;
    }
    return true;
  });
}

/** The pattern as an expression of the engine, when it is simple enough. */
export function simplePattern(source: string): RegExp | undefined {
  if (!source.startsWith("^") || source.length > MAX_SOURCE) return undefined;
  const atoms = readAtoms(source);
  return atoms !== undefined && isDecided(atoms) ? new RegExp(source, "u") : undefined;
}

/** For ajv's `code.regExp`. */
export const quickRegExp = Object.assign(
  (source: string): RegExp | SafePattern => simplePattern(source) ?? new SafePattern(source),
  { code: "quickRegExp" },
);
