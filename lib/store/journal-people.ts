/**
 * Dense numbers for people, per project: 1, 2, 3 ... in order of first sight. On disk before any row that uses one, since
 * a number given twice would make two people one. Kept in an LMDB environment of its own beside the journal, by one owner
 * per process.
 *
 * Beside them, what the event store already knows of a person (their id, the user they were first linked to), so that it
 * is not told again with every event. That is noted after it is told: a crash in between tells it twice, which is harmless.
 */

import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";
import { log } from "../base/log.ts";
import { committed } from "./journal-commit.ts";
import { isDamaged, markClosed } from "./journal-probe.ts";

export type PersonKind = "user" | "anonymous";

export interface PersonRef {
  readonly project: number;
  readonly kind: PersonKind;
  readonly id: string;
}

const FORGET_AT_ONCE = 10_000;
/** Bound on what is remembered in memory. */
const CACHE_LIMIT = 200_000;

function keyOf({ project, kind, id }: PersonRef): string {
  return `${project} ${kind === "user" ? "u" : "a"} ${id}`;
}

/** A map over a database, with a bounded memory of what was read. */
class Remembered {
  readonly #database: Database<string, Buffer>;
  readonly #cache = new Map<string, string>();

  constructor(database: Database<string, Buffer>) {
    this.#database = database;
  }

  get(key: string): string | undefined {
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const found = this.#database.get(Buffer.from(key));
    if (found !== undefined) this.remember(key, found);
    return found;
  }

  remember(key: string, value: string): void {
    if (this.#cache.size >= CACHE_LIMIT) {
      let surplus = CACHE_LIMIT / 10;
      for (const old of this.#cache.keys()) {
        if (surplus-- <= 0) break;
        this.#cache.delete(old);
      }
    }
    this.#cache.set(key, value);
  }

  /** Within a transaction. */
  put(key: string, value: string): void {
    this.#database.put(Buffer.from(key), value);
  }

  get isEmpty(): boolean {
    for (const _ of this.#database.getKeys({ limit: 1 })) return false;
    return true;
  }

  /** Keys that begin so, at most `limit`. */
  keysFrom(prefix: string, limit: number): Buffer[] {
    // A key is UTF-8, which never holds this byte.
    const end = Buffer.concat([Buffer.from(prefix), Buffer.from([0xff])]);
    return [...this.#database.getKeys({ start: Buffer.from(prefix), end, limit })].map((key) => Buffer.from(key));
  }

  /** Within a transaction. */
  remove(key: Buffer): void {
    this.#cache.delete(key.toString());
    this.#database.remove(key);
  }
}

/** What one batch of rows tells the event store about people; saved once the rows are in. */
export class PeopleFacts {
  readonly known = new Set<string>();
  /** Anonymous person -> earliest link told: instant. */
  readonly links = new Map<string, number>();
}

const DATABASES = ["people", "known", "links", "counters"];

/** Stands among the counters, where projects count from 1: there while numbers are being taken back. */
const RESTORING = 0;

/** A dictionary that cannot be used is set aside, never emptied; its numbers come back from the event store. */
function usableFile(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "people.lmdb");
  if (!isDamaged(file, DATABASES)) return file;
  const setAside = `${folder}.damaged-${Date.now()}`;
  renameSync(folder, setAside);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  log().error({ setAside }, "person numbers unreadable, set aside");
  return file;
}

export class PersonNumbers {
  readonly #file: string;
  readonly #root: RootDatabase<string, string>;
  readonly #numbers: Remembered;
  readonly #known: Remembered;
  readonly #links: Remembered;
  readonly #counters: Database<string, number>;
  readonly #next = new Map<number, number>();
  /** Given but not on disk yet. */
  readonly #fresh = new Map<string, number>();

  constructor(folder: string) {
    this.#file = usableFile(folder);
    this.#root = open({
      path: this.#file,
      encoding: "string",
      overlappingSync: false,
      eventTurnBatching: false,
      maxDbs: 8,
    });
    const keyed = (name: string): Remembered =>
      new Remembered(this.#root.openDB({ name, encoding: "string", keyEncoding: "binary" }));
    this.#numbers = keyed("people");
    this.#known = keyed("known");
    this.#links = keyed("links");
    this.#counters = this.#root.openDB({ name: "counters", encoding: "string" });
  }

  /** The person's number, given now if need be. Call `saveNumbers` before a row that holds it is written anywhere. */
  number(ref: PersonRef): number {
    const key = keyOf(ref);
    const fresh = this.#fresh.get(key);
    if (fresh !== undefined) return fresh;
    const known = this.#numbers.get(key);
    if (known !== undefined) return Number(known);
    const next = this.#next.get(ref.project) ?? Number(this.#counters.get(ref.project) ?? "1");
    this.#next.set(ref.project, next + 1);
    this.#fresh.set(key, next);
    return next;
  }

  /** The person's number, if one was given. */
  find(ref: PersonRef): number | undefined {
    const known = this.#fresh.get(keyOf(ref)) ?? this.#numbers.get(keyOf(ref));
    return known === undefined ? undefined : Number(known);
  }

  /** Resolves once every number given so far is on disk. */
  async saveNumbers(): Promise<void> {
    if (this.#fresh.size === 0) return;
    const people = [...this.#fresh];
    const counters = [...this.#next];
    await this.#transaction(() => {
      for (const [key, number] of people) this.#numbers.put(key, String(number));
      for (const [project, next] of counters) this.#counters.put(project, String(next));
    });
    for (const [key, number] of people) {
      this.#numbers.remember(key, String(number));
      this.#fresh.delete(key);
    }
  }

  /** True when the event store is not known to have the person's id: the batch then tells it. */
  tellPerson(ref: PersonRef, facts: PeopleFacts): boolean {
    const key = keyOf(ref);
    if (facts.known.has(key) || this.#known.get(key) !== undefined) return false;
    facts.known.add(key);
    return true;
  }

  /**
   * True when a link of an anonymous person must be told: the first one, or one of an earlier instant than any before. A
   * later link with a later instant can never be the first link of a question, whatever its as-of.
   */
  tellLink(project: number, anonymous: number, instant: number, facts: PeopleFacts): boolean {
    const key = `${project} ${anonymous}`;
    const told = facts.links.get(key) ?? Number(this.#links.get(key) ?? Number.POSITIVE_INFINITY);
    if (instant >= told) return false;
    facts.links.set(key, instant);
    return true;
  }

  /** Notes what was told, once its rows are in the event store. */
  async saveFacts({ known, links }: PeopleFacts): Promise<void> {
    if (known.size === 0 && links.size === 0) return;
    const earliest = [...links].map(([key, instant]): [string, string] => {
      const before = Number(this.#links.get(key) ?? Number.POSITIVE_INFINITY);
      return [key, String(Math.min(before, instant))];
    });
    await this.#transaction(() => {
      for (const key of known) this.#known.put(key, "1");
      for (const [key, instant] of earliest) this.#links.put(key, instant);
    });
    for (const key of known) this.#known.remember(key, "1");
    for (const [key, instant] of earliest) this.#links.remember(key, instant);
  }

  #transaction(write: () => void): Promise<void> {
    return committed(this.#root.transaction(write));
  }

  /** False for a new or lost dictionary, and for one whose restoring was interrupted. */
  get isWhole(): boolean {
    return !this.#numbers.isEmpty && this.#counters.get(RESTORING) === undefined;
  }

  /** Until `endRestore`, the dictionary counts as not whole. */
  async beginRestore(): Promise<void> {
    await this.#transaction(() => void this.#counters.put(RESTORING, "1"));
  }

  async endRestore(): Promise<void> {
    await this.#transaction(() => void this.#counters.remove(RESTORING));
  }

  /** Takes numbers back from the event store, and never gives one at or below `highest` again. */
  async restore(project: number, highest: number, people: Iterable<{ ref: PersonRef; number: number }>): Promise<void> {
    await this.#transaction(() => {
      for (const { ref, number } of people) {
        this.#numbers.put(keyOf(ref), String(number));
        this.#known.put(keyOf(ref), "1");
      }
      const next = Math.max(highest + 1, Number(this.#counters.get(project) ?? "1"));
      this.#counters.put(project, String(next));
    });
  }

  /** Forgets everybody of a project whose events are gone again. */
  async forget(project: number): Promise<void> {
    for (const kept of [this.#numbers, this.#known, this.#links]) {
      for (;;) {
        const keys = kept.keysFrom(`${project} `, FORGET_AT_ONCE);
        if (keys.length === 0) break;
        await this.#transaction(() => {
          for (const key of keys) kept.remove(key);
        });
      }
    }
    await this.#transaction(() => void this.#counters.remove(project));
    this.#next.delete(project);
  }

  /** Forgets some ids, and the links of some numbers: whoever comes back under one of them is somebody new. */
  async forgetIds(project: number, refs: readonly PersonRef[], numbers: readonly number[]): Promise<void> {
    for (let at = 0; at < Math.max(refs.length, numbers.length); at += FORGET_AT_ONCE) {
      const keys = refs.slice(at, at + FORGET_AT_ONCE).map((ref) => Buffer.from(keyOf(ref)));
      const links = numbers.slice(at, at + FORGET_AT_ONCE).map((number) => Buffer.from(`${project} ${number}`));
      await this.#transaction(() => {
        for (const key of keys) {
          this.#numbers.remove(key);
          this.#known.remove(key);
        }
        for (const key of links) this.#links.remove(key);
      });
    }
  }

  async close(): Promise<void> {
    await this.#root.close();
    markClosed(this.#file);
  }
}
