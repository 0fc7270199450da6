/**
 * Dense numbers for people, per project: 1, 2, 3 ... in order of first sight. On disk before any row that uses one, since
 * a number given twice would make two people one. Kept in an LMDB environment of its own beside the journal.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";

export type PersonKind = "user" | "anonymous";

export interface PersonRef {
  readonly project: number;
  readonly kind: PersonKind;
  readonly id: string;
}

/** Bound on numbers remembered in memory. */
const CACHE_LIMIT = 200_000;

interface Known {
  readonly number: number;
  /** The journal position at which the person was first part of a conformant call; 0 while it never was. */
  knownSince: number;
}

function keyOf({ project, kind, id }: PersonRef): string {
  return `${project} ${kind === "user" ? "u" : "a"} ${id}`;
}

export class PersonNumbers {
  readonly #root: RootDatabase<string, string>;
  readonly #people: Database<string, Buffer>;
  readonly #counters: Database<string, number>;
  readonly #cache = new Map<string, Known>();
  readonly #next = new Map<number, number>();
  readonly #unsaved = new Map<string, Known>();
  readonly #unsavedCounters = new Set<number>();

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#root = open({ path: join(folder, "people.lmdb"), encoding: "string", overlappingSync: false, maxDbs: 4 });
    this.#people = this.#root.openDB({ name: "people", encoding: "string", keyEncoding: "binary" });
    this.#counters = this.#root.openDB({ name: "counters", encoding: "string" });
  }

  #lookUp(key: string): Known | undefined {
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const text = this.#people.get(Buffer.from(key));
    if (text === undefined) return undefined;
    const [number = "0", knownSince = "0"] = text.split(" ");
    return this.#remember(key, { number: Number(number), knownSince: Number(knownSince) });
  }

  #remember(key: string, known: Known): Known {
    if (this.#cache.size >= CACHE_LIMIT) {
      let surplus = CACHE_LIMIT / 10;
      for (const old of this.#cache.keys()) {
        if (surplus-- <= 0) break;
        if (!this.#unsaved.has(old)) this.#cache.delete(old);
      }
    }
    this.#cache.set(key, known);
    return known;
  }

  #take(project: number): number {
    const next = this.#next.get(project) ?? Number(this.#counters.get(project) ?? "1");
    this.#next.set(project, next + 1);
    this.#unsavedCounters.add(project);
    return next;
  }

  /** The person's number, given now if need be. Call `flush` before a row that holds it is written anywhere. */
  number(ref: PersonRef): number {
    const key = keyOf(ref);
    const known = this.#lookUp(key);
    if (known !== undefined) return known.number;
    const fresh = this.#remember(key, { number: this.#take(ref.project), knownSince: 0 });
    this.#unsaved.set(key, fresh);
    return fresh.number;
  }

  /**
   * Marks the person as part of a conformant call at a position. True when that is the first one at or after `from`: the
   * caller then writes the person's row, and does so again when it repeats a batch that began at `from`.
   */
  makeKnown(ref: PersonRef, position: number, from: number): boolean {
    const key = keyOf(ref);
    this.number(ref);
    const known = this.#lookUp(key);
    if (known === undefined) return false;
    if (known.knownSince === 0) {
      known.knownSince = position;
      this.#unsaved.set(key, known);
      return true;
    }
    return known.knownSince >= from && known.knownSince === position;
  }

  /** Writes what is new and resolves once it is on disk. */
  async flush(): Promise<void> {
    if (this.#unsaved.size === 0 && this.#unsavedCounters.size === 0) return;
    const people = [...this.#unsaved];
    const counters = [...this.#unsavedCounters].map((project) => [project, this.#next.get(project) ?? 1] as const);
    this.#unsaved.clear();
    this.#unsavedCounters.clear();
    await this.#root.transaction(() => {
      for (const [key, { number, knownSince }] of people) this.#people.put(Buffer.from(key), `${number} ${knownSince}`);
      for (const [project, next] of counters) this.#counters.put(project, String(next));
    });
  }

  /** True when no number was ever given: a new or lost dictionary. */
  get isEmpty(): boolean {
    for (const _ of this.#people.getKeys({ limit: 1 })) return false;
    return true;
  }

  /** Takes numbers back from the event store, and never gives one at or below `highest` again. */
  async restore(project: number, highest: number, people: Iterable<{ ref: PersonRef; number: number }>): Promise<void> {
    await this.#root.transaction(() => {
      for (const { ref, number } of people) this.#people.put(Buffer.from(keyOf(ref)), `${number} 1`);
      this.#counters.put(project, String(highest + 1));
    });
  }

  close(): Promise<void> {
    return this.#root.close();
  }
}
