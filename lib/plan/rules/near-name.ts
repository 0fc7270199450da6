/** Names that are probably meant to be one: the same words written otherwise, or one slip of the keyboard apart. */

import { wordsOf } from "../names.ts";

export interface Named<T> {
  readonly name: string;
  readonly item: T;
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

/** True when one edit (a letter more, fewer, other, or two swapped) turns one into the other and no digit is touched. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (/\p{N}/u.test(left + right)) return false;
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

const BASE = 0x01000193;
/** Room for the index of a name beside a 32-bit hash in one exact number. */
const INDEXES = 2 ** 20;

/** Hashes of the text and of every text that is left when one letter is taken out of it. */
function* deletionHashes(text: string): Generator<number> {
  const { length } = text;
  const suffixes = new Int32Array(length + 1);
  const powers = new Int32Array(length + 1);
  powers[0] = 1;
  for (let at = length - 1, power = 1; at >= 0; at--) {
    suffixes[at] = (Math.imul(text.charCodeAt(at), power) + (suffixes[at + 1] ?? 0)) | 0;
    power = Math.imul(power, BASE);
    powers[length - at] = power;
  }
  yield suffixes[0] ?? 0;
  let prefix = 0;
  for (let at = 0; at < length; at++) {
    yield (Math.imul(prefix, powers[length - at - 1] ?? 0) + (suffixes[at + 1] ?? 0)) | 0;
    prefix = (Math.imul(prefix, BASE) + text.charCodeAt(at)) | 0;
  }
}

/** Texts that share a hash are compared with this many neighbours: generated names may share thousands. */
const NEIGHBOURS = 8;

/** Pairs of indexes of texts one slip apart, the later one first in order: in about linear time. */
function slips(texts: readonly string[]): (readonly [number, number])[] {
  const keys: number[] = [];
  for (let index = 0; index < Math.min(texts.length, INDEXES); index++) {
    for (const hash of deletionHashes(texts[index] ?? "")) keys.push((hash >>> 0) * INDEXES + index);
  }
  const sorted = Float64Array.from(keys).sort();
  const pairs = new Map<number, readonly [number, number]>();
  for (let at = 1; at < sorted.length; at++) {
    const key = sorted[at] ?? 0;
    const hash = Math.floor(key / INDEXES);
    for (let back = at - 1; back >= Math.max(0, at - NEIGHBOURS); back--) {
      const other = sorted[back] ?? 0;
      if (Math.floor(other / INDEXES) !== hash) break;
      const [first, second] = [other % INDEXES, key % INDEXES];
      const [a = "", b = ""] = [texts[first], texts[second]];
      if (a !== b && isOneSlip(a, b)) pairs.set(first * INDEXES + second, [first, second]);
    }
  }
  return [...pairs.values()].sort(([a, b], [c, d]) => b - d || a - c);
}

export interface NearOptions {
  /** Whether `Item` and `Items` are the same. */
  readonly plurals: boolean;
  /** Shorter names are not compared letter by letter. */
  readonly shortest: number;
  /** Groups of words that mean the same. */
  readonly synonyms: readonly (readonly string[])[];
}

/** For each word of a group, the word that stands for the group. */
function representatives(groups: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const group of groups) {
    const words = group.map((word) => wordsOf(word).join(" "));
    const [first = ""] = words.map((word) => found.get(word)).filter((word) => word !== undefined);
    for (const word of words) found.set(word, first || (words[0] ?? word));
  }
  return found;
}

/** For each name that looks like an earlier one: itself and that one. Equal names are not reported. */
export function* nearNames<T>(
  names: readonly Named<T>[],
  { plurals, shortest, synonyms }: NearOptions,
): Generator<readonly [Named<T>, Named<T>]> {
  const firsts = new Map<string, Named<T>>();
  const told = new Set<Named<T>>();
  const long: Named<T>[] = [];
  const texts: string[] = [];
  const meant = representatives(synonyms);
  const alike = (word: string) => meant.get(word) ?? meant.get(singular(word)) ?? (plurals ? singular(word) : word);
  for (const named of names) {
    const words = wordsOf(named.name);
    const key = words.map(alike).toSorted().join(" ");
    const first = firsts.get(key);
    if (first !== undefined && key !== "" && first.name !== named.name) {
      told.add(named);
      yield [first, named];
      continue;
    }
    firsts.set(key, first ?? named);
    const text = words.join("");
    if (text.length < shortest) continue;
    long.push(named);
    texts.push(text);
  }
  for (const [at, later] of slips(texts)) {
    const [first, other] = [long[at], long[later]];
    if (first === undefined || other === undefined || told.has(first) || told.has(other)) continue;
    told.add(other);
    yield [first, other];
  }
}
