/**
 * The journal: every accepted body, on disk before it is acknowledged, until the event store has it. One entry per body,
 * keyed by position; beside it the message ids of the last days, so that a client's retry is known across restarts.
 *
 * LMDB (npm lmdb) with `overlappingSync` off: a write's promise resolves when its transaction is committed and flushed
 * (fdatasync of the data, then the meta page through a synchronous descriptor). Writes that arrive while a transaction is
 * being flushed share the next one: that is the group commit.
 */

import { randomBytes } from "node:crypto";
import { renameSync } from "node:fs";
import { log } from "../base/log.ts";
import { committed, silenceCause } from "./journal-commit.ts";
import { isDamaged, markClosed } from "./journal-probe.ts";
import {
  DamagedEntryError,
  encodeIds,
  encodeRecord,
  idBytesOf,
  idsIn,
  type JournalRecord,
  receivedAtOf,
} from "./journal-record.ts";
import { JournalRoom } from "./journal-room.ts";
import { DAY_MS, JOURNAL_DATABASES, JournalTail, journalFile } from "./journal-tail.ts";
import { hashMessageId, type IdHash, MessageWindow } from "./journal-window.ts";

const DEFAULT_WINDOW_DAYS = 7;

/** The journal cannot take a body now: the client keeps it and tries again. */
export class JournalUnavailableError extends Error {
  override readonly name = "JournalUnavailableError";
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

/** A message id, "" for none, and when it came: epoch milliseconds. */
export interface ReceivedId {
  readonly id: string;
  readonly receivedAt: number;
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
  readonly #room: JournalRoom;
  #position: number;
  #failing = false;
  #doomed = new Set<number>();
  #bytes = 0;

  constructor(folder: string, options: JournalOptions = {}) {
    super(folder);
    this.#folder = folder;
    this.#windowDays = options.windowDays ?? DEFAULT_WINDOW_DAYS;
    this.#window = new MessageWindow(this.#windowDays);
    this.#room = new JournalRoom(journalFile(folder), () => this.fileBytes);
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
    await this.#room.close();
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
    return this.admitAll(draft, [messageId])[0] === true;
  }

  /** The same for the ids of one body, in order; "" is no id and always new. */
  admitAll(draft: Draft, messageIds: readonly string[]): boolean[] {
    const hashes = messageIds.map((id) => (id === "" ? undefined : hashMessageId(this.#seed, draft.project, id)));
    if (hashes.length > 1) this.#window.approach(hashes);
    return hashes.map((hash) => {
      if (hash === undefined) return true;
      if (!this.#window.admit(hash, draft.day)) return false;
      draft.ids.push(hash);
      return true;
    });
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
    this.#room.wrote(bytes);
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

  /**
   * Sets positions aside that no body takes, for events that were received elsewhere. Resolves to the first of them, once
   * every body appended before is on disk: commits are in order. Positions are never given back, so what would reach above
   * `most` changes nothing and is undefined.
   */
  async reserve(count: number, most: number): Promise<number | undefined> {
    if (this.#position + count > most) return undefined;
    const first = this.#position + 1;
    this.#position += count;
    await committed(this.databases.meta.put("reserved", String(this.#position)));
    return first;
  }

  /** Nothing waits up to this position: what is numbered below it counts as stored, for a backup's cut as well. */
  async passOver(position: number): Promise<void> {
    await committed(
      this.databases.root.transaction(() => {
        this.databases.meta.put("floor", String(Math.max(position, this.floor)));
      }),
    );
  }

  /**
   * Knows the message ids that a project was sent elsewhere, as if it had been sent them here: what comes again is a
   * duplicate. Those from before the window are left out. The position is one that was set aside for them.
   */
  async adoptIds(project: number, position: number, messages: readonly ReceivedId[]): Promise<void> {
    const today = Math.floor(Date.now() / DAY_MS);
    const drafts = new Map<number, Draft>();
    for (const { id, receivedAt } of messages) {
      const draft = new Draft(project, receivedAt);
      if (draft.day < today - this.#windowDays || draft.day > today) continue;
      const same = drafts.get(draft.day) ?? draft;
      drafts.set(draft.day, same);
      this.admit(same, id);
    }
    if (drafts.size === 0) return;
    await committed(
      this.databases.root.transaction(() => {
        for (const { day, ids } of drafts.values()) {
          const before = this.databases.ids.get([day, position]) ?? Buffer.alloc(0);
          this.databases.ids.put([day, position], Buffer.concat([before, encodeIds(ids)]));
        }
      }),
    );
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
  if (!isDamaged(journalFile(folder), JOURNAL_DATABASES)) return { journal: new Journal(folder, options) };
  const setAside = `${folder}.damaged-${Date.now()}`;
  renameSync(folder, setAside);
  log().error({ setAside }, "journal unreadable, set aside");
  return { journal: new Journal(folder, options), setAside };
}
