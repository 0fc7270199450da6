/** Names that would be alike are told apart by their own texts, so that no name ever passes from one thing to another. */

import { createHash } from "node:crypto";

/** Six hexadecimal digits of a text. */
export function hashOf(text: string): string {
  return createHash("sha256").update(JSON.stringify(text)).digest("hex").slice(0, 6);
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** At most so many bytes of UTF-8; a longer name ends in the hash of what it is made from. */
export function clipped(name: string, source: string, bytes: number): string {
  if (byteLength(name) <= bytes) return name;
  let kept = "";
  for (const character of name) {
    if (byteLength(kept + character) > bytes - 7) break;
    kept += character;
  }
  return `${kept}_${hashOf(source)}`;
}

/** Gives each text its name; those that would share one, whatever the case, each get the hash of their own text as well. */
export function distinctNames<T>(
  items: readonly T[],
  textOf: (item: T) => string,
  nameOf: (item: T) => string,
  taken: Iterable<string> = [],
): Map<T, string> {
  const reserved = new Set([...taken].map((name) => name.toLowerCase()));
  const texts = new Map<string, Set<string>>();
  for (const item of items) {
    const folded = nameOf(item).toLowerCase();
    texts.set(folded, (texts.get(folded) ?? new Set()).add(textOf(item)));
  }
  return new Map(
    items.map((item) => {
      const name = nameOf(item);
      const folded = name.toLowerCase();
      const isShared = (texts.get(folded)?.size ?? 0) > 1 || reserved.has(folded);
      return [item, isShared ? `${name}_${hashOf(textOf(item))}` : name];
    }),
  );
}
