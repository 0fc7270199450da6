/**
 * Positions of another journal, as they come to lie here: in their order, without the gaps. An archive says itself between
 * which positions its events were received, and positions that are set aside are never given back: only as many are as its
 * rows can use, whatever it says.
 */

import type { ArchivedEvents } from "./archive-format.ts";

/** Positions side by side that are kept together. A bit of each is remembered: of all that an archive may span, 16 MB. */
const BLOCK = 64;
const BITS = 32;

function bitsIn(word: number): number {
  let bits = 0;
  for (let left = word; left !== 0; left &= left - 1) bits++;
  return bits;
}

type Span = Pick<ArchivedEvents, "firstPosition" | "lastPosition">;

export class ClosedGaps {
  readonly #span: Span;
  #words = new Uint32Array(0);
  /** By word, the blocks before it. */
  #before: Uint32Array | undefined;

  /** Of a span that is no longer than an archive's may be. */
  constructor(span: Span) {
    this.#span = span;
  }

  #blockOf(position: number): number | undefined {
    const { firstPosition, lastPosition } = this.#span;
    if (!(position >= firstPosition && position <= lastPosition)) return undefined;
    return Math.floor((position - firstPosition) / BLOCK);
  }

  /** There is an event at that position; one outside of the archive's span is none of it. */
  note(position: number): void {
    const block = this.#blockOf(position);
    if (block === undefined) return;
    if (this.#words.length === 0) {
      const { firstPosition, lastPosition } = this.#span;
      this.#words = new Uint32Array(Math.ceil((lastPosition - firstPosition + 1) / BLOCK / BITS));
    }
    const word = Math.floor(block / BITS);
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (block % BITS));
    this.#before = undefined;
  }

  #counted(): Uint32Array {
    if (this.#before !== undefined) return this.#before;
    const before = new Uint32Array(this.#words.length + 1);
    for (const [index, word] of this.#words.entries()) before[index + 1] = (before[index] ?? 0) + bitsIn(word);
    this.#before = before;
    return before;
  }

  /** How many positions they take here. */
  get count(): number {
    return (this.#counted()[this.#words.length] ?? 0) * BLOCK;
  }

  /** How far a position lies behind the first one here; undefined where no event was noted near it. */
  placeOf(position: number): number | undefined {
    const block = this.#blockOf(position);
    if (block === undefined) return undefined;
    const [index, bit] = [Math.floor(block / BITS), block % BITS];
    const word = this.#words[index] ?? 0;
    if ((word & (1 << bit)) === 0) return undefined;
    const within = bitsIn(word & ((1 << bit) - 1));
    return ((this.#counted()[index] ?? 0) + within) * BLOCK + ((position - this.#span.firstPosition) % BLOCK);
  }
}
