/**
 * Moves the journal into the event store: large batches with deduplication tokens made from positions, around rows that
 * are refused, and only then out of the journal. A crash at any moment repeats the same batch under the same tokens.
 */

import { readDevelopmentVariable } from "../base/env.ts";
import { log } from "../base/log.ts";
import { listSlots } from "../plan/store-slots.ts";
import { eventDb } from "../store/event-db.ts";
import type { Journal } from "../store/journal.ts";
import type { Batch } from "../store/journal-tail.ts";
import { planDb } from "../store/plan-db.ts";
import { sql } from "../store/sql.ts";
import { type BuilderThread, startBuilderThread } from "./builder-thread.ts";
import { INSERT_ORDER, insertRows, untilDone } from "./insert-rows.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { findPublished } from "./plan-registry.ts";
import { FIRST, replaceReceived, type Standing, tellRefused, withdraw } from "./refused-event.ts";
import { packRows, positionOf, rowBytes, type TableRows, uidOf } from "./row.ts";
import { RowBuilder } from "./row-builder.ts";
import type { BuiltBatch, PeopleAsked, Release, RowBuilding } from "./row-building.ts";
import { stillReceived } from "./still-received.sql.ts";

export interface ForwarderOptions {
  readonly journal: Journal;
  readonly journalFolder: string;
  readonly peopleFolder: string;
}

/** Between two looks at the journal: long enough to gather a batch, short enough to be seen at once. */
const PAUSE_MS = 200;

/** Where a plan version keeps its properties, from the plan store. */
async function loadLayout(project: number, version: number): Promise<Layout | undefined> {
  const found = await planDb().project.findUnique({ where: { number: project }, select: { id: true } });
  if (found === null) return undefined;
  const published = await findPublished(found.id, version);
  if (published === undefined) return undefined;
  return layoutOf(published.plan, await listSlots(found.id));
}

function withoutUids(rows: TableRows, uids: ReadonlySet<number>): TableRows {
  if (uids.size === 0) return rows;
  const lines: string[] = [];
  const kept: number[] = [];
  rows.uids.forEach((uid, index) => {
    if (uids.has(uid)) return;
    lines.push(
      rowBytes(rows, index, index + 1)
        .toString("utf8")
        .trimEnd(),
    );
    kept.push(uid);
  });
  return packRows(rows.table, lines, kept);
}

/** A new or lost dictionary of people takes its numbers back from the event store. */
async function restorePeople(builder: RowBuilding): Promise<void> {
  if (await builder.hasPeople()) return;
  const highest = await eventDb().query<{ project: number; person: number }>(
    "ingest.forwarder",
    sql`select project, max(person) as person from (
      select project, person from people union all select project, person from violations
      union all select project, person from traits_held) group by project`,
  );
  if (highest.length === 0) return;
  await builder.beginRestore();
  for (const { project, person } of highest) {
    const known = await eventDb().query<{ person: number; kind: string; id: string }>(
      "ingest.forwarder",
      sql`select person, kind, id from people where project = ${sql.as("UInt32", project)}`,
      { maxSeconds: 600 },
    );
    const people = known.map(({ person: number, kind, id }) => ({
      ref: { project, kind: kind === "user" ? ("user" as const) : ("anonymous" as const), id },
      number,
    }));
    await builder.restorePeople(project, person, people);
  }
  await builder.endRestore();
}

/** True when a row of these entries is in the event store. */
async function isBegun({ from, to }: Batch): Promise<boolean> {
  const within = sql`uid >= ${sql.as("UInt64", uidOf(from, 0))} and uid < ${sql.as("UInt64", uidOf(to + 1, 0))}`;
  // In the order of insertion; people, which come before, are told again harmlessly.
  const rows = await eventDb().query<{ n: string }>(
    "ingest.forwarder",
    sql`select sum(n) as n from (select count() as n from received where ${within}
      union all select count() as n from duplicates where ${within})`,
    { maxSeconds: 600 },
  );
  return rows[0]?.n !== "0";
}

/**
 * A run that is more than one insert takes is cut anew, before it is tried again and again in vain. One that is begun is
 * not: what is in is known by the run's own name only, and it has fitted once.
 */
async function recut(builder: RowBuilding): Promise<void> {
  const run = await builder.oversized();
  if (run === undefined || (await isBegun(run))) return;
  log().warn({ from: run.from, to: run.to }, "a run of the journal was too large and is cut anew");
  await builder.forget();
}

/**
 * Inserts the rows of some events. One of which the store refuses a row loses those that would follow, is kept out of
 * analysis and says why. Resolves to how many these are.
 */
async function insertTables(
  tables: readonly TableRows[],
  token: string,
  standingOf: (uid: number) => Standing,
): Promise<number> {
  const refusedUids = new Set<number>();
  for (const table of INSERT_ORDER) {
    const rows = tables.find((candidate) => candidate.table === table);
    if (rows === undefined) continue;
    const { refused } = await insertRows(eventDb(), withoutUids(rows, refusedUids), `${token}:${table}`);
    if (refused.length === 0) continue;
    log().error({ table, rows: refused.length, reason: refused[0]?.reason }, "rows refused by the event store");
    // A person whose id is not kept is a person all the same.
    if (table === "people") continue;
    for (const { uid } of refused) refusedUids.add(uid);
    if (table === "received") await replaceReceived(refused, token);
    else await withdraw(refused, token, standingOf);
    await tellRefused(refused, token);
  }
  return refusedUids.size;
}

export class Forwarder {
  readonly #options: ForwarderOptions;
  readonly #stopped = new AbortController();
  #where: "worker" | "thread" = "worker";
  #builder: RowBuilding | undefined;
  #thread: BuilderThread | undefined;
  #knowsPeople = false;
  /** Built and not confirmed yet: built once, however often it is tried. */
  #batch: BuiltBatch | undefined;
  /** The batch whose rows are all in, while it is not confirmed. */
  #inserted: BuiltBatch | undefined;
  #loop: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #waiting: { readonly position: number; readonly resolve: () => void; readonly reject: (error: unknown) => void }[] =
    [];
  #busy: Promise<unknown> = Promise.resolve();
  #failingSince: number | undefined;
  /** Numbers of projects somebody was erased from since the process began. */
  readonly #erasing = new Set<number>();

  constructor(options: ForwarderOptions) {
    this.#options = options;
  }

  /** Since when every attempt to forward has failed, epoch milliseconds; nothing while it goes on. */
  get failingSince(): number | undefined {
    return this.#failingSince;
  }

  async start(where: "worker" | "thread"): Promise<void> {
    this.#where = where;
    await this.#takeUp();
    await recut(await this.#openBuilder());
    this.#loop = this.#run().catch((error: unknown) => {
      if (this.#stopped.signal.aborted) return;
      log().error({ reason: error instanceof Error ? error.message : "" }, "forwarding stopped");
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }

  /** A journal made anew goes on where the event store is, so that no number is used twice. */
  async #takeUp(): Promise<void> {
    const { journal } = this.#options;
    if (journal.last !== 0) return;
    const rows = await eventDb().query<{ uid: string }>("ingest.forwarder", sql`select max(uid) as uid from received`);
    await journal.raiseFloor(positionOf(Number(rows[0]?.uid ?? "0")) + 1);
  }

  /** The builder of rows; one whose thread has ended is replaced. */
  async #openBuilder(): Promise<RowBuilding> {
    if (this.#thread?.ended === true) {
      this.#thread = undefined;
      this.#builder = undefined;
      this.#knowsPeople = false;
    }
    this.#builder ??= await this.#newBuilder();
    if (!this.#knowsPeople) await restorePeople(this.#builder);
    this.#knowsPeople = true;
    return this.#builder;
  }

  async #newBuilder(): Promise<RowBuilding> {
    const { journalFolder, peopleFolder } = this.#options;
    const folders = { journalFolder, peopleFolder };
    if (this.#where === "thread") return new RowBuilder({ ...folders, layouts: loadLayout });
    this.#thread = await startBuilderThread(folders, loadLayout);
    return this.#thread.builder;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const moved = await untilDone("forwarding", signal, () => this.#attempt());
      this.#tell();
      if (!moved) await this.#pause();
    }
  }

  async #attempt(): Promise<boolean> {
    try {
      const moved = await this.#exclusively(() => this.#turn());
      this.#failingSince = undefined;
      return moved;
    } catch (error) {
      this.#failingSince ??= Date.now();
      throw error;
    }
  }

  /** Moves the next run of the journal into the event store; false when none waits. May be repeated after any failure. */
  async #turn(): Promise<boolean> {
    const builder = await this.#openBuilder();
    this.#batch ??= await builder.next();
    const batch = this.#batch;
    if (batch === undefined) return false;
    if (this.#inserted !== batch) {
      await insertTables(batch.tables, `j:${batch.epoch}:${batch.from}-${batch.to}`, () => FIRST);
      this.#inserted = batch;
    }
    if (readDevelopmentVariable("GABARIT_FAIL_AT") === "after_insert") process.kill(process.pid, "SIGKILL");
    const freed = await builder.confirm({ from: batch.from, to: batch.to });
    this.#batch = undefined;
    this.#inserted = undefined;
    this.#options.journal.freed(freed);
    return true;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PAUSE_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** One insertion at a time: a release waits for the batch under way. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#busy.then(work, work);
    this.#busy = done.catch(() => undefined);
    return done;
  }

  /**
   * Brings stored events into analysis. The token names the release and its part: repeated, it inserts nothing. Resolves
   * once the rows are in, to how many events were refused: they are kept out again, and say why.
   */
  release(events: readonly Release[], token: string): Promise<{ readonly refused: number }> {
    return this.#exclusively(async () => {
      if (this.#stopped.signal.aborted) throw new Error("Forwarding stopped");
      const builder = await this.#openBuilder();
      const left = await this.#withoutErased(events);
      const tables = await builder.release(left);
      const standings = new Map(
        left.map(({ uid, revision, keptAs }) => [uid, { revision: revision + 1, disposition: keptAs }]),
      );
      const refused = await insertTables(tables, token, (uid) => standings.get(uid) ?? FIRST);
      await builder.confirmRelease();
      return { refused };
    });
  }

  /**
   * Between two runs of the journal: every event below `uid` is in the event store, and no person of one above it has been
   * looked up. From then on no release brings in what the work sets apart as being erased.
   */
  atCut<T>(project: number, work: (people: PeopleAsked, below: number) => Promise<T>): Promise<T> {
    return this.#exclusively(async () => {
      const builder = await this.#openBuilder();
      if (this.#batch !== undefined) await this.#turn();
      this.#erasing.add(project);
      return work(builder, uidOf(this.#options.journal.floor + 1, 0));
    });
  }

  /** What is left of the events of a release: one of somebody who is being erased may have been read before that began. */
  async #withoutErased(events: readonly Release[]): Promise<readonly Release[]> {
    const project = events[0]?.project ?? 0;
    if (!this.#erasing.has(project)) return events;
    const rows = await eventDb().query<{ uid: string }>(
      "ingest.forwarder",
      stillReceived(
        project,
        events.map(({ uid }) => uid),
      ),
    );
    const left = new Set(rows.map(({ uid }) => Number(uid)));
    return events.filter(({ uid }) => left.has(uid));
  }

  /** Asks whoever numbers people, between two insertions. */
  withPeople<T>(
    ask: (people: Pick<RowBuilding, "restorePeople" | "forgetPeople" | "forgetIds">) => Promise<T>,
  ): Promise<T> {
    return this.#exclusively(async () => ask(await this.#openBuilder()));
  }

  /** Resolves once everything appended so far is in the event store. */
  settled(): Promise<void> {
    const position = this.#options.journal.last;
    if (this.#options.journal.floor >= position) return Promise.resolve();
    const settled = new Promise<void>((resolve, reject) => this.#waiting.push({ position, resolve, reject }));
    this.#wake?.();
    return settled;
  }

  #tell(): void {
    if (this.#waiting.length === 0) return;
    const { floor } = this.#options.journal;
    this.#waiting = this.#waiting.filter(({ position, resolve }) => {
      if (position > floor) return true;
      resolve();
      return false;
    });
  }

  /** Finishes the batch under way and closes; what still waits is forwarded at the next start. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#wake?.();
    await this.#loop;
    await this.#busy;
    if (this.#thread === undefined) await this.#builder?.close();
    else await this.#thread.stop();
    for (const { reject } of this.#waiting.splice(0)) reject(new Error("Forwarding stopped"));
  }
}
