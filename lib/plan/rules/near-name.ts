/** Names that are probably meant to be one: the same words written otherwise, or one slip of the keyboard apart. */

import { wordsOf } from "../names.ts";

export interface Named<T> {
  readonly name: string;
  readonly item: T;
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

/** The words without case, separators and order; with `plurals`, the plural is the singular. */
function wordKey(name: string, plurals: boolean): string {
  const words = wordsOf(name);
  return (plurals ? words.map(singular) : words).toSorted().join(" ");
}

function joined(name: string): string {
  return wordsOf(name).join("");
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

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Pairs found through the texts that are left when one letter is taken out: linear in the number of names. */
function* slips<T>(names: readonly Named<T>[], shortest: number): Generator<readonly [Named<T>, Named<T>]> {
  const shared = new Map<string, { readonly text: string; readonly named: Named<T> }[]>();
  for (const named of names) {
    const text = joined(named.name);
    if (text.length < shortest) continue;
    for (const key of new Set([
      text,
      ...Array.from(text, (_, index) => text.slice(0, index) + text.slice(index + 1)),
    ])) {
      const before = shared.get(key);
      for (const other of before ?? []) {
        if (other.text !== text && isOneSlip(other.text, text)) yield [other.named, named];
      }
      if (before === undefined) shared.set(key, [{ text, named }]);
      else if (before.length < MOST_SHARED) before.push({ text, named });
    }
  }
}

/** Names that differ in one letter only are many in generated plans; a handful is enough to tell. */
const MOST_SHARED = 8;

export interface NearOptions {
  /** Whether `Item` and `Items` are the same. */
  readonly plurals: boolean;
  /** Shorter names are not compared letter by letter. */
  readonly shortest: number;
}

/** For each name that looks like an earlier one: itself and that one. Equal names are not reported. */
export function* nearNames<T>(
  names: readonly Named<T>[],
  { plurals, shortest }: NearOptions,
): Generator<readonly [Named<T>, Named<T>]> {
  const groups = new Map<string, Named<T>[]>();
  for (const named of names) push(groups, wordKey(named.name, plurals), named);
  const told = new Set<Named<T>>();
  for (const [key, group] of groups) {
    const [first, ...others] = group;
    if (key === "" || first === undefined) continue;
    for (const other of others) {
      if (other.name === first.name) continue;
      told.add(other);
      yield [first, other];
    }
  }
  for (const [first, other] of slips(names, shortest)) {
    if (told.has(other) || told.has(first)) continue;
    told.add(other);
    yield [first, other];
  }
}
