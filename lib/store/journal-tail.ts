/**
 * The journal as its reader has it: entries in order, the batch under way, and dropping what is stored. The forwarder's
 * thread opens one of its own; only the accepting thread appends.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";
import { log } from "../base/log.ts";
import { committed } from "./journal-commit.ts";
import {
  DamagedEntryError,
  decodeEntry,
  idBytesOf,
  type JournalEntry,
  projectOf,
  receivedAtOf,
} from "./journal-record.ts";

export const DAY_MS = 86_400_000;
/** Entries removed per transaction, so that no writer waits long for the lock. */
const DROP_SLICE = 1_000;

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

export const JOURNAL_DATABASES = ["entries", "ids", "meta", "damaged"];

export function journalFile(folder: string): string {
  return join(folder, "journal.lmdb");
}

/** Whatever arrives in one turn shares a transaction. lmdb reads this option (write.js), its types do not name it. */
const GROUPING = { txnStartThreshold: 1_000 };

function openDatabases(folder: string): Databases {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const root: RootDatabase<Buffer, number> = open({
    path: journalFile(folder),
    encoding: "binary",
    overlappingSync: false,
    // Off, since the promise it makes inside the library is left without a handler when a commit fails.
    eventTurnBatching: false,
    ...GROUPING,
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

/** Of what lmdb tells of its file (its types do not name it). */
interface FileStats {
  readonly lastPageNumber: number;
  readonly root: { readonly pageSize: number };
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
  /** By drops that have not ended yet. */
  #freed = 0;

  constructor(folder: string) {
    this.databases = openDatabases(folder);
  }

  /** Bytes of the file up to the end of its last page; what stands behind it is not used. */
  protected get fileBytes(): number {
    const { lastPageNumber, root } = this.databases.root.getStats() as FileStats;
    return (lastPageNumber + 1) * root.pageSize;
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

  /** A project's entries among the latest, newest first, each read when it is asked for. */
  *latestOf(project: number, maxEntries: number): Generator<JournalEntry> {
    for (const { key, value } of this.databases.entries.getRange({ reverse: true, limit: maxEntries })) {
      if (projectOf(value) !== project) continue;
      try {
        yield decodeEntry(key, Buffer.from(value));
      } catch (error) {
        if (!(error instanceof DamagedEntryError)) throw error;
      }
    }
  }

  /** The run being inserted when the process ended, if one was. */
  pendingBatch(): Batch | undefined {
    const text = this.databases.meta.get("batch");
    return text === undefined ? undefined : (JSON.parse(text) as Batch);
  }

  async recordBatch(batch: Batch): Promise<void> {
    await committed(this.databases.meta.put("batch", JSON.stringify(batch)));
  }

  /** For a run of which nothing was ever inserted: its entries may then be cut into other runs. */
  async forgetBatch(): Promise<void> {
    await committed(this.databases.meta.remove("batch"));
  }

  /**
   * Removes entries that are stored and keeps their message ids. Safe to repeat after a crash or a failure at any moment.
   * Resolves to the bytes freed, those of failed attempts before it included.
   */
  async drop({ to }: Batch): Promise<number> {
    for (;;) {
      const slice: Dropped[] = [];
      let bytes = 0;
      for (const { key, value } of this.databases.entries.getRange({ end: to + 1, limit: DROP_SLICE })) {
        slice.push(droppedOf(key, value));
        bytes += value.length;
      }
      if (slice.length === 0) break;
      await committed(this.#dropSlice(slice));
      this.#freed += bytes;
    }
    await committed(
      this.databases.root.transaction(() => {
        this.databases.meta.put("floor", String(Math.max(to, this.floor)));
        this.databases.meta.remove("batch");
      }),
    );
    const freed = this.#freed;
    this.#freed = 0;
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
    const moved = this.databases.root.transaction(() => {
      this.databases.damaged.put(position, bytes);
      this.databases.entries.remove(position);
    });
    // Left where it is, it is found again by the next reading.
    committed(moved).catch(() => undefined);
  }

  close(): Promise<void> {
    return this.databases.root.close();
  }
}
