/** The event store's only seam: bounded, cancellable reading over a few connections, and writing over one. */

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { invariant, UserError } from "../base/error.ts";
import { clearProcessState, processState, setProcessState } from "../base/process-state.ts";
import { ConnectionPool } from "./connection-pool.ts";
import { connectEvents, type EventConnection, type EventPlace, settleEvents } from "./event-connection.ts";
import { queryError, writeError } from "./event-error.ts";
import { type Sql, sql } from "./sql.ts";
import { literalSql, sqlLiteral } from "./sql-literal.ts";

export const EVENT_TABLES = [
  "received",
  "reverdicts",
  "violations",
  "duplicates",
  "events",
  "traits",
  "traits_held",
  "people",
  "identity_links",
] as const;
export type EventTable = (typeof EVENT_TABLES)[number];

/** What a back-test or an erasure holds while it runs: emptied after it, and in no backup. */
export type ScratchTable = "backtest_excluded" | "backtest_events" | "erased_uids";

export interface QueryOptions {
  /** Aborting rejects at once with `cancelled` and stops the engine's work. */
  readonly signal?: AbortSignal;
  readonly maxSeconds?: number;
  readonly maxMemoryBytes?: number;
}

export interface EventDb {
  readonly place: EventPlace;
  /**
   * Reads. The statement has no SETTINGS and no FORMAT clause: limits, read-only mode and format are added here, and
   * `origin` (file or question, words and dots) goes into a comment. Whole numbers of 64 bits come as strings.
   * @throws UserError `query_too_heavy` over a limit, `cancelled` after an abort; EventStoreError otherwise.
   */
  query<T>(origin: string, statement: Sql, options?: QueryOptions): Promise<T[]>;
  /**
   * As `query`, the rows as lines of values between tabs, for another thread to parse. Nothing is escaped: the statement
   * sees to it that no value but the last of a line holds a tab, and none a line feed.
   */
  lines(origin: string, statement: Sql, options?: QueryOptions): Promise<Uint8Array>;
  /** As `lines`, each row as `query` has it: an object of JSON. */
  jsonLines(origin: string, statement: Sql, options?: QueryOptions): Promise<Uint8Array>;
  /**
   * Appends JSONEachRow lines as one block. The same token again inserts nothing, also after a crash and a restart.
   * @throws EventStoreError, `retryable` unless the rows are at fault.
   */
  insert(table: EventTable | ScratchTable, rows: Buffer, options: { readonly token: string }): Promise<void>;
  /** Layout and maintenance statements, one after the other. */
  command(statement: Sql): Promise<void>;
  /** As `command`, for what may take minutes: others go on meanwhile. */
  work(statement: Sql): Promise<void>;
  /**
   * Removes the rows that a condition matches for good, by writing the parts that hold them anew. Resolves once no question
   * can read them; the former parts lie on disk until the store clears them away (`formerParts`). The condition is kept on
   * disk for some time: it names rows by numbers, never by what is to be forgotten.
   */
  remove(table: EventTable, condition: Sql): Promise<void>;
  /** How often rows were removed since the store was opened. */
  readonly removals: number;
  /** Parts of these tables that were replaced by a merge or a removal and are still on disk, as `table/part`. */
  formerParts(tables: readonly EventTable[]): Promise<string[]>;
  /** Writes a reading statement's rows into a new file, without a limit of time: for backups. */
  dump(statement: Sql, file: string): Promise<void>;
  /**
   * Writes the JSON lines of a file as Parquet into a new file, with columns of these names and types; what a line leaves out is
   * null, or what its column holds by itself.
   */
  parquet(lines: string, structure: string, file: string): Promise<void>;
  /** Appends the rows of a dumped file. */
  load(table: EventTable, file: string): Promise<void>;
  /** Removes every row of a project, all in all: for one that never came to be. */
  forget(project: number): Promise<void>;
  /** Answers when the store does. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const READERS = 3;
const DEFAULT_SECONDS = 30;
const DEFAULT_MEMORY_BYTES = 2 * 1024 ** 3;
const KILL_AGAIN_MS = 50;

function limits(options: QueryOptions): string {
  const seconds = options.maxSeconds ?? DEFAULT_SECONDS;
  const memory = options.maxMemoryBytes ?? DEFAULT_MEMORY_BYTES;
  invariant(seconds > 0 && memory > 0, "a query's limits are positive");
  return [
    "readonly = 1",
    `max_execution_time = ${seconds}`,
    `max_memory_usage = ${Math.floor(memory)}`,
    "output_format_json_quote_64bit_integers = 1",
  ].join(", ");
}

function plainOrigin(origin: string): string {
  return origin.replace(/[^\w./ -]/g, "_").slice(0, 80);
}

class Store implements EventDb {
  readonly place: EventPlace;
  readonly #readers: ConnectionPool;
  readonly #writer: EventConnection;
  readonly #control: EventConnection;
  #controlQueue: Promise<unknown> = Promise.resolve();
  readonly #running = new Set<Promise<unknown>>();
  #removals = 0;

  constructor(place: EventPlace) {
    this.place = place;
    this.#readers = new ConnectionPool(READERS, () => connectEvents(place));
    this.#writer = connectEvents(place);
    this.#control = connectEvents(place);
  }

  query<T>(origin: string, statement: Sql, options: QueryOptions = {}): Promise<T[]> {
    return this.#read(origin, statement, options, (reader, text) => reader.rows<T>(text));
  }

  lines(origin: string, statement: Sql, options: QueryOptions = {}): Promise<Uint8Array> {
    return this.#read(origin, statement, options, (reader, text) => reader.lines(text, "TSVRaw"));
  }

  jsonLines(origin: string, statement: Sql, options: QueryOptions = {}): Promise<Uint8Array> {
    return this.#read(origin, statement, options, (reader, text) => reader.lines(text, "JSONEachRow"));
  }

  async #read<R>(
    origin: string,
    statement: Sql,
    options: QueryOptions,
    read: (reader: EventConnection, text: string) => Promise<R>,
  ): Promise<R> {
    const mark = `/* gabarit ${plainOrigin(origin)} ${randomBytes(8).toString("hex")} */`;
    const text = `${mark} ${literalSql(statement)}\nSETTINGS ${limits(options)}`;
    const reader = await this.#readers.acquire(options.signal).catch((reason: unknown) => {
      throw options.signal?.aborted ? new UserError("cancelled") : reason;
    });
    const answer = read(reader, text);
    const settled = this.#track(answer, (failed) => this.#giveBack(reader, failed));
    if (options.signal === undefined) return answer.catch(throwQueryError);
    return this.#cancellable(answer, settled, mark, options.signal);
  }

  /** A connection is free again only when the engine is done with it, however early its asker left. */
  #track(answer: Promise<unknown>, release: (failed: boolean) => unknown): Promise<void> {
    const settled = answer.then(
      async () => void (await release(false)),
      async () => void (await release(true)),
    );
    this.#running.add(settled);
    void settled.then(() => this.#running.delete(settled));
    return settled;
  }

  /** chDB keeps a failed query and its memory until the connection's next one: give it one that costs nothing. */
  async #giveBack(reader: EventConnection, failed: boolean): Promise<void> {
    if (failed) await reader.run("select 1").catch(() => undefined);
    this.#readers.release(reader);
  }

  #cancellable<R>(answer: Promise<R>, settled: Promise<void>, mark: string, signal: AbortSignal): Promise<R> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        reject(new UserError("cancelled"));
        void this.#kill(mark, settled);
      };
      answer.then(resolve, (error: unknown) => reject(queryError(error)));
      void settled.then(() => signal.removeEventListener("abort", stop));
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
    });
  }

  /** Again and again until the query ends: right after it was sent, the engine does not know it yet. */
  async #kill(mark: string, settled: Promise<void>): Promise<void> {
    let running = true;
    void settled.then(() => {
      running = false;
    });
    const statement = `KILL QUERY WHERE startsWith(query, ${sqlLiteral("String", mark)}) ASYNC`;
    while (running) {
      await this.#onControl((control) => control.run(statement)).catch(() => undefined);
      await Promise.race([settled, sleep(KILL_AGAIN_MS)]);
    }
  }

  async insert(table: EventTable | ScratchTable, rows: Buffer, { token }: { readonly token: string }): Promise<void> {
    invariant(/^[\w.:-]{1,200}$/.test(token), "an insert's token is a plain word");
    if (rows.length === 0) return;
    const settings = {
      insert_deduplication_token: token,
      insert_deduplicate: 1,
      async_insert: 0,
      max_partitions_per_insert_block: 0,
    };
    const written = this.#writer.insert(table, rows, settings);
    void this.#track(written, () => undefined);
    await written.catch((error: unknown) => {
      throw writeError(error);
    });
  }

  #onControl<T>(use: (control: EventConnection) => Promise<T>): Promise<T> {
    const done = this.#controlQueue.then(() => use(this.#control));
    this.#controlQueue = done.catch(() => undefined);
    return done;
  }

  async command(statement: Sql): Promise<void> {
    await this.#onControl((control) => control.run(literalSql(statement))).catch((error: unknown) => {
      throw writeError(error);
    });
  }

  async dump(statement: Sql, file: string): Promise<void> {
    await this.#long((reader) => reader.dump(literalSql(statement), file));
  }

  async parquet(lines: string, structure: string, file: string): Promise<void> {
    await this.#long((reader) => reader.parquet(lines, structure, file));
  }

  async load(table: EventTable, file: string): Promise<void> {
    await this.#long((reader) => reader.load(table, file));
  }

  async work(statement: Sql): Promise<void> {
    await this.#long((reader) => reader.run(literalSql(statement)));
  }

  // `DELETE FROM` only marks rows as gone: they would stay in the files until some later merge.
  async remove(table: EventTable, condition: Sql): Promise<void> {
    await this.work(sql`alter table ${sql.name(table)} delete where ${condition} settings mutations_sync = 1`);
    this.#removals += 1;
  }

  get removals(): number {
    return this.#removals;
  }

  async formerParts(tables: readonly EventTable[]): Promise<string[]> {
    const rows = await this.query<{ part: string }>(
      "store.formerParts",
      sql`select concat(table, '/', name) as part from system.parts
        where database = currentDatabase() and not active and table in ${[...tables]}`,
    );
    return rows.map(({ part }) => part);
  }

  async forget(project: number): Promise<void> {
    for (const table of EVENT_TABLES) await this.remove(table, sql`project = ${sql.as("UInt32", project)}`);
  }

  /** Work that may take minutes: not on the control connection, which must answer meanwhile. */
  async #long(use: (reader: EventConnection) => Promise<void>): Promise<void> {
    const reader = await this.#readers.acquire();
    const done = use(reader);
    void this.#track(done, (failed) => this.#giveBack(reader, failed));
    await done.catch((error: unknown) => {
      throw writeError(error);
    });
  }

  async ping(): Promise<void> {
    await this.#onControl((control) => control.run("select 1")).catch((error: unknown) => {
      throw writeError(error);
    });
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#running, this.#controlQueue]);
    await Promise.all([this.#readers.close(), this.#writer.close(), this.#control.close()]);
    await settleEvents(this.place);
  }
}

function throwQueryError(error: unknown): never {
  throw queryError(error);
}

const KEY = "eventDb";

/** Opens the event store for this process. For a folder, the caller holds the data folder's lock. */
export function openEventDb(place: EventPlace): EventDb {
  invariant(processState<EventDb | undefined>(KEY, () => undefined) === undefined, "the event store is already open");
  const opened = new Store(place);
  setProcessState<EventDb | undefined>(KEY, opened);
  return opened;
}

/** The open event store. */
export function eventDb(): EventDb {
  const opened = processState<EventDb | undefined>(KEY, () => undefined);
  invariant(opened !== undefined, "the event store is not open");
  return opened;
}

export async function closeEventDb(): Promise<void> {
  const opened = processState<EventDb | undefined>(KEY, () => undefined);
  clearProcessState(KEY);
  await opened?.close();
}
