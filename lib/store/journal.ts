/**
 * The journal: every accepted body, on disk before it is acknowledged, until the event store has it. One entry per body,
 * keyed by position; beside it the message ids of the last days, so that a client's retry is known across restarts.
 *
 * LMDB (npm lmdb) with `overlappingSync` off: a write's promise resolves when its transaction is committed and flushed
 * (fdatasync of the data, then the meta page through a synchronous descriptor). Writes that arrive while a transaction is
 * being flushed share the next one: that is the group commit.
 */

import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";
import { log } from "../base/log.ts";
import { isDamaged, markClosed } from "./journal-probe.ts";
import {
  DamagedEntryError,
  decodeEntry,
  encodeRecord,
  idBytesOf,
  idsIn,
  type JournalEntry,
  type JournalRecord,
  receivedAtOf,
} from "./journal-record.ts";
import { hashMessageId, type IdHash, MessageWindow } from "./journal-window.ts";

const DAY_MS = 86_400_000;
const DEFAULT_WINDOW_DAYS = 7;
/** Entries removed per transaction, so that no writer waits long for the lock. */
const DROP_SLICE = 1_000;

/** The journal cannot take a body now: the client keeps it and tries again. */
export class JournalUnavailableError extends Error {
  override readonly name = "JournalUnavailableError";
}

/** A run of entries that is inserted as one, recorded before it is, so that a restart repeats exactly the same run. */
export interface Batch {
  readonly from: number;
  readonly to: number;
}

interface Databases {
  readonly root: RootDatabase<Buffer, number>;
  readonly entries: Database<Buffer, number>;
  /** [day, first position] -> hashes of the message ids of dropped entries. */
  readonly ids: Database<Buffer, [number, number]>;
  readonly meta: Database<string, string>;
  /** Entries found damaged, set apart as they lie. */
  readonly damaged: Database<Buffer, number>;
}

function journalFile(folder: string): string {
  return join(folder, "journal.lmdb");
}

function openDatabases(folder: string): Databases {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const root: RootDatabase<Buffer, number> = open({
    path: journalFile(folder),
    encoding: "binary",
    overlappingSync: false,
    // Off, since the promise it makes inside the library is left without a handler when a commit fails.
    eventTurnBatching: false,
    maxDbs: 8,
    mapSize: 16 * 1024 ** 3,
  });
  return {
    root,
    entries: root.openDB({ name: "entries", encoding: "binary" }),
    ids: root.openDB({ name: "ids", encoding: "binary" }),
    meta: root.openDB({ name: "meta", encoding: "string" }),
    damaged: root.openDB({ name: "damaged", encoding: "binary" }),
  };
}

/** What stays of an entry after it is dropped. */
interface Dropped {
  readonly position: number;
  readonly day: number;
  readonly ids: Buffer;
}

function droppedOf(position: number, value: Buffer): Dropped {
  const day = Math.floor(receivedAtOf(value) / DAY_MS);
  try {
    return { position, day, ids: Buffer.from(idBytesOf(position, value)) };
  } catch (error) {
    if (!(error instanceof DamagedEntryError)) throw error;
    return { position, day: 0, ids: Buffer.alloc(0) };
  }
}

/** Reading and dropping entries: what the forwarder needs, in whichever thread it runs. */
export class JournalTail {
  protected readonly databases: Databases;

  constructor(folder: string) {
    this.databases = openDatabases(folder);
  }

  /** Random and fixed for the life of this journal: part of every token made from its positions. */
  get epoch(): string {
    return this.databases.meta.get("epoch") ?? "";
  }

  /** Everything up to and including this position is in the event store. */
  get floor(): number {
    return Number(this.databases.meta.get("floor") ?? "0");
  }

  /** The highest position on disk; `floor` when nothing waits. */
  get last(): number {
    for (const key of this.databases.entries.getKeys({ reverse: true, limit: 1 })) return key;
    return this.floor;
  }

  /** Entries from a position on, until either limit is passed; always at least one if there is one. */
  read(
    from: number,
    limits: { readonly maxEntries: number; readonly maxBytes: number; readonly to?: number },
  ): JournalEntry[] {
    const entries: JournalEntry[] = [];
    let bytes = 0;
    const end = limits.to === undefined ? {} : { end: limits.to + 1 };
    for (const { key, value } of this.databases.entries.getRange({ start: from, ...end })) {
      try {
        // The value may be a view of the memory map, which is only safe until the next turn.
        entries.push(decodeEntry(key, Buffer.from(value)));
      } catch (error) {
        if (!(error instanceof DamagedEntryError)) throw error;
        this.#setAside(key, Buffer.from(value));
        continue;
      }
      bytes += value.length;
      if (entries.length >= limits.maxEntries || bytes >= limits.maxBytes) break;
    }
    return entries;
  }

  /** The latest entries, newest first. */
  readLatest(maxEntries: number): JournalEntry[] {
    const entries: JournalEntry[] = [];
    for (const { key, value } of this.databases.entries.getRange({ reverse: true, limit: maxEntries })) {
      try {
        entries.push(decodeEntry(key, Buffer.from(value)));
      } catch (error) {
        if (!(error instanceof DamagedEntryError)) throw error;
      }
    }
    return entries;
  }

  /** The run being inserted when the process ended, if one was. */
  pendingBatch(): Batch | undefined {
    const text = this.databases.meta.get("batch");
    return text === undefined ? undefined : (JSON.parse(text) as Batch);
  }

  async recordBatch(batch: Batch): Promise<void> {
    await this.databases.meta.put("batch", JSON.stringify(batch));
  }

  /** Removes entries that are stored and keeps their message ids. Safe to repeat after a crash at any moment. */
  async drop({ to }: Batch): Promise<number> {
    let freed = 0;
    for (;;) {
      const slice: Dropped[] = [];
      for (const { key, value } of this.databases.entries.getRange({ end: to + 1, limit: DROP_SLICE })) {
        slice.push(droppedOf(key, value));
        freed += value.length;
      }
      if (slice.length === 0) break;
      await this.#dropSlice(slice);
    }
    await this.databases.root.transaction(() => {
      this.databases.meta.put("floor", String(Math.max(to, this.floor)));
      this.databases.meta.remove("batch");
    });
    return freed;
  }

  #dropSlice(slice: readonly Dropped[]): Promise<unknown> {
    const byDay = new Map<number, Buffer[]>();
    for (const { day, ids } of slice) {
      const parts = byDay.get(day);
      if (parts === undefined) byDay.set(day, [ids]);
      else parts.push(ids);
    }
    const first = slice[0]?.position ?? 0;
    const last = slice.at(-1)?.position ?? 0;
    return this.databases.root.transaction(() => {
      for (const [day, parts] of byDay) this.databases.ids.put([day, first], Buffer.concat(parts));
      for (const { position } of slice) this.databases.entries.remove(position);
      this.databases.meta.put("floor", String(Math.max(last, this.floor)));
    });
  }

  #setAside(position: number, bytes: Buffer): void {
    log().error({ position, bytes: bytes.length }, "journal entry damaged, set aside");
    void this.databases.root.transaction(() => {
      this.databases.damaged.put(position, bytes);
      this.databases.entries.remove(position);
    });
  }

  close(): Promise<void> {
    return this.databases.root.close();
  }
}

/** lmdb rejects a second promise with the cause of a failed commit; without a handler it would end the process. */
function silenceCause(error: unknown): void {
  if (error instanceof Error && "commitError" in error) Promise.resolve(error.commitError).catch(() => undefined);
}

/** Message ids one body claims before it is appended. */
export class Draft {
  readonly ids: IdHash[] = [];
  readonly project: number;
  readonly receivedAt: number;
  readonly day: number;

  constructor(project: number, receivedAt: number) {
    this.project = project;
    this.receivedAt = receivedAt;
    this.day = Math.floor(receivedAt / DAY_MS);
  }
}

export interface JournalOptions {
  readonly windowDays?: number;
}

/** The journal of the accepting process: the only one that appends. */
export class Journal extends JournalTail {
  readonly #window: MessageWindow;
  readonly #windowDays: number;
  readonly #seed: IdHash;
  readonly #pending = new Map<number, Draft>();
  readonly #folder: string;
  #position: number;
  #failing = false;
  #doomed = new Set<number>();
  #bytes = 0;

  constructor(folder: string, options: JournalOptions = {}) {
    super(folder);
    this.#folder = folder;
    this.#windowDays = options.windowDays ?? DEFAULT_WINDOW_DAYS;
    this.#window = new MessageWindow(this.#windowDays);
    this.#seed = this.#identify();
    this.#position = Math.max(this.last, this.floor);
    this.#fillWindow();
  }

  /** Bytes of entries that wait for the event store. */
  get backlogBytes(): number {
    return this.#bytes;
  }

  /** Told by the forwarder when it has dropped entries. */
  freed(bytes: number): void {
    this.#bytes = Math.max(0, this.#bytes - bytes);
  }

  /** Closes in order, once what was appended is on disk. */
  override async close(): Promise<void> {
    await super.close();
    markClosed(journalFile(this.#folder));
  }

  /** Ids in the window. */
  get knownIds(): number {
    return this.#window.size;
  }

  draft(project: number, receivedAt: number): Draft {
    return new Draft(project, receivedAt);
  }

  /** Claims a message id for a draft. False when the project has had it within the window: the first arrival wins. */
  admit(draft: Draft, messageId: string): boolean {
    const hash = hashMessageId(this.#seed, draft.project, messageId);
    if (!this.#window.admit(hash, draft.day)) return false;
    draft.ids.push(hash);
    return true;
  }

  /** Gives the claimed ids back, for a body that is not appended after all. */
  discard(draft: Draft): void {
    for (const hash of draft.ids) this.#window.forget(hash, draft.day);
  }

  /**
   * Appends one body and resolves with its position once it is on disk. Rejects with `JournalUnavailableError` when it is
   * not, or when an entry before it failed: such an entry may have claimed an id that this one counted as a duplicate.
   */
  append(draft: Draft, source: number, note: Uint8Array, body: Uint8Array): Promise<number> {
    if (this.#failing) {
      this.discard(draft);
      return Promise.reject(new JournalUnavailableError());
    }
    const { project, receivedAt, ids } = draft;
    const bytes = encodeRecord({ project, source, receivedAt, ids, note, body } satisfies JournalRecord);
    const position = ++this.#position;
    this.#pending.set(position, draft);
    return this.databases.entries.put(position, bytes).then(
      () => this.#committed(position, bytes.length),
      (error: unknown) => this.#failed(position, error),
    );
  }

  #committed(position: number, bytes: number): number {
    this.#pending.delete(position);
    this.#bytes += bytes;
    if (!this.#doomed.delete(position)) return position;
    this.#recoverWhenDrained();
    throw new JournalUnavailableError();
  }

  #failed(position: number, error: unknown): never {
    silenceCause(error);
    log().error({ position, reason: error instanceof Error ? error.message : "" }, "journal write failed");
    if (!this.#failing) {
      this.#failing = true;
      this.#doomed = new Set(this.#pending.keys());
    }
    const draft = this.#pending.get(position);
    if (draft !== undefined) this.discard(draft);
    this.#pending.delete(position);
    this.#doomed.delete(position);
    this.#recoverWhenDrained();
    throw new JournalUnavailableError();
  }

  /** Once every entry that may depend on the failed one is answered, the next one starts afresh. */
  #recoverWhenDrained(): void {
    if (this.#failing && this.#pending.size === 0) this.#failing = false;
  }

  /** Positions start above this one: for a journal made anew beside an event store that already has events. */
  async raiseFloor(position: number): Promise<void> {
    if (position <= this.#position) return;
    await this.databases.meta.put("floor", String(position));
    this.#position = position;
  }

  /** Forgets the message ids of days before the window. */
  async sweep(now: number): Promise<void> {
    const oldest = Math.floor(now / DAY_MS) - this.#windowDays;
    const stale = [...this.databases.ids.getKeys({ end: [oldest, 0] })];
    await this.databases.root.transaction(() => {
      for (const key of stale) this.databases.ids.remove(key);
    });
  }

  #identify(): IdHash {
    const { meta } = this.databases;
    if (meta.get("epoch") === undefined) meta.putSync("epoch", randomBytes(8).toString("hex"));
    if (meta.get("seed") === undefined) meta.putSync("seed", randomBytes(8).toString("hex"));
    const seed = Buffer.from(meta.get("seed") ?? "", "hex");
    return { high: seed.readUInt32LE(0), low: seed.readUInt32LE(4) };
  }

  #fillWindow(): void {
    const oldest = Math.floor(Date.now() / DAY_MS) - this.#windowDays;
    for (const { key, value } of this.databases.ids.getRange({ start: [oldest, 0] })) {
      for (const hash of idsIn(value)) this.#window.admit(hash, key[0]);
    }
    for (const { key, value } of this.databases.entries.getRange({})) {
      this.#bytes += value.length;
      try {
        const day = Math.floor(receivedAtOf(value) / DAY_MS);
        for (const hash of idsIn(idBytesOf(key, value))) this.#window.admit(hash, day);
      } catch (error) {
        if (!(error instanceof DamagedEntryError)) throw error;
      }
    }
  }
}

/**
 * Opens the journal of a data directory. One that cannot be opened is set aside under another name, never emptied, and a
 * new one takes its place; `setAside` then names the folder.
 */
export function openJournal(folder: string, options: JournalOptions = {}): { journal: Journal; setAside?: string } {
  if (!isDamaged(journalFile(folder))) return { journal: new Journal(folder, options) };
  const setAside = `${folder}.damaged-${Date.now()}`;
  renameSync(folder, setAside);
  log().error({ setAside }, "journal unreadable, set aside");
  return { journal: new Journal(folder, options), setAside };
}
