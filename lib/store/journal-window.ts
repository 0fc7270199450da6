/**
 * Which message ids arrived lately, in memory: one probe tells whether an id is new. Ids are kept as 64-bit keyed hashes
 * with the day of their first arrival; the journal writes the same hashes to disk and fills this table again at start.
 *
 * 8 bytes per slot, at most three quarters full. The table is cut into shards that grow one at a time, so that growing
 * never stops the process for long.
 */

const SHARD_BITS = 10;
const SHARDS = 1 << SHARD_BITS;
/** Bits of the low word left beside the shard number; the other ten hold the day. */
const LOW_MASK = (1 << (32 - SHARD_BITS)) - 1;
/** Days are kept modulo this, plus one: 0 marks a free slot. */
const DAY_CYCLE = 1_023;
const FIRST_CAPACITY = 16;

/** A message id of one project: two words of 32 bits, signed or not. */
export interface IdHash {
  readonly high: number;
  readonly low: number;
}

function mix(word: number): number {
  let x = word;
  x = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2_ae35);
  return x ^ (x >>> 16);
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/**
 * MurmurHash3's 32-bit round (Austin Appleby, public domain) run as two lanes over pairs of UTF-16 units, each lane fed
 * from the other. `seed` is secret to the installation, so that nobody can prepare ids that collide.
 */
export function hashMessageId(seed: IdHash, project: number, id: string): IdHash {
  let high = seed.high ^ project;
  let low = seed.low ^ Math.imul(project, 0x9e37_79b1);
  for (let at = 0; at < id.length; at += 2) {
    const pair = id.charCodeAt(at) | ((at + 1 < id.length ? id.charCodeAt(at + 1) : 0) << 16);
    const block = Math.imul(rotate(Math.imul(pair, 0xcc9e_2d51), 15), 0x1b87_3593);
    high = (Math.imul(rotate(high ^ block, 13), 5) + 0xe654_6b64 + low) | 0;
    low = (Math.imul(rotate(low ^ Math.imul(block, 0x38b3_4ae5), 17), 5) + 0x561c_cd1b + high) | 0;
  }
  high ^= id.length;
  low ^= Math.imul(id.length, 0x9e37_79b1);
  high = (high + low) | 0;
  low = (low + high) | 0;
  high = mix(high);
  low = mix(low);
  // Signed, since those the engine keeps without a number object.
  return { high: (high + low) | 0, low: (low + high + low) | 0 };
}

interface Shard {
  /**
   * Two words a slot, side by side so that the memory is asked once: the high word of the hash, then the low bits of the
   * other shifted up by ten, with the day below.
   */
  words: Int32Array;
  used: number;
}

function newShard(capacity: number): Shard {
  return { words: new Int32Array(capacity * 2), used: 0 };
}

function dayMark(day: number): number {
  return (day % DAY_CYCLE) + 1;
}

/** Where the search for an id begins: slots are two words wide. */
function slotOf(high: number, mask: number): number {
  return ((high ^ (high >>> 15)) << 1) & mask;
}

export class MessageWindow {
  readonly #windowDays: number;
  readonly #shards: Shard[] = Array.from({ length: SHARDS }, () => newShard(FIRST_CAPACITY));
  #size = 0;

  constructor(windowDays: number) {
    this.#windowDays = windowDays;
  }

  /** Ids held, those that only wait to be swept included. */
  get size(): number {
    return this.#size;
  }

  /** True when the id is new on that day; it is then known. */
  admit({ high, low }: IdHash, day: number): boolean {
    const shard = this.#shards[low >>> (32 - SHARD_BITS)] as Shard;
    if ((shard.used + 1) * 8 > shard.words.length * 3) this.#grow(shard, day);
    const mark = dayMark(day);
    const { words } = shard;
    const slot = this.#find(words, high, low);
    const held = words[slot + 1] as number;
    if (held !== 0 && this.#isRecent(held, day)) return false;
    if (held === 0) {
      shard.used += 1;
      this.#size += 1;
    }
    words[slot] = high;
    words[slot + 1] = ((low & LOW_MASK) << SHARD_BITS) | mark;
    return true;
  }

  /**
   * Looks where ids will be searched for, before any is: the places lie all over the memory, and the processor then waits
   * for all of them at once instead of for one after the other.
   */
  approach(hashes: readonly (IdHash | undefined)[]): void {
    for (const hash of hashes) {
      if (hash === undefined) continue;
      const { words } = this.#shards[hash.low >>> (32 - SHARD_BITS)] as Shard;
      // A plain reading whose value nobody uses is left out by the engine.
      Atomics.load(words, slotOf(hash.high, words.length - 1) + 1);
    }
  }

  /** Forgets an id whose record never reached the disk: its slot stays, as one that is too old to count. */
  forget({ high, low }: IdHash, day: number): void {
    const { words } = this.#shards[low >>> (32 - SHARD_BITS)] as Shard;
    const slot = this.#find(words, high, low);
    if (words[slot + 1] === 0) return;
    const stale = dayMark(Math.max(0, day - this.#windowDays - 1));
    words[slot + 1] = ((low & LOW_MASK) << SHARD_BITS) | stale;
  }

  #isRecent(held: number, day: number): boolean {
    const mark = held & (DAY_CYCLE | 0);
    const age = (dayMark(day) - mark + DAY_CYCLE) % DAY_CYCLE;
    // A clock that was set back makes an id look young by the whole cycle; both sides count as recent.
    return age <= this.#windowDays || age >= DAY_CYCLE - this.#windowDays;
  }

  /** Index of the first word of the id's slot, or of the free one where it belongs. */
  #find(words: Int32Array, high: number, low: number): number {
    const mask = words.length - 1;
    const word = high | 0;
    const wanted = low & LOW_MASK;
    let slot = slotOf(high, mask);
    for (;;) {
      const held = words[slot + 1] as number;
      if (held === 0 || (words[slot] === word && held >>> SHARD_BITS === wanted)) return slot;
      slot = (slot + 2) & mask;
    }
  }

  /** Drops what is too old; doubles the shard when that is not enough. */
  #grow(shard: Shard, day: number): void {
    const before = shard.words;
    const kept: number[] = [];
    for (let slot = 0; slot < before.length; slot += 2) {
      const held = before[slot + 1] as number;
      if (held !== 0 && this.#isRecent(held, day)) kept.push(slot);
    }
    this.#size -= shard.used - kept.length;
    const words = new Int32Array(kept.length * 4 > before.length ? before.length * 2 : before.length);
    const mask = words.length - 1;
    for (const from of kept) {
      const high = before[from] as number;
      let slot = slotOf(high, mask);
      while (words[slot + 1] !== 0) slot = (slot + 2) & mask;
      words[slot] = high;
      words[slot + 1] = before[from + 1] as number;
    }
    shard.words = words;
    shard.used = kept.length;
  }
}
