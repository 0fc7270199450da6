/** Inserting a batch of rows: again and again while the store is away, and around a row that it refuses. */

import { setTimeout as sleep } from "node:timers/promises";
import { log } from "../base/log.ts";
import type { EventDb, EventTable } from "../store/event-db.ts";
import { isEventStoreError } from "../store/event-error.ts";
import { rowBytes, type TableRows } from "./row.ts";

/** A row that the event store will not take, whatever stands around it. */
export interface RefusedRow {
  readonly uid: number;
  readonly line: string;
  /** The engine's own words, cut. */
  readonly reason: string;
}

export interface InsertResult {
  readonly refused: readonly RefusedRow[];
  /** Inserts tried. */
  readonly tries: number;
}

const MAX_REASON = 200;
/** When everything of a larger batch is refused, the fault is not in the rows. */
const SYSTEMATIC = 20;

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, " ").slice(0, MAX_REASON);
}

/** The engine often says which row it stopped at, counted from 1. */
function rowNamed(error: unknown, count: number): number | undefined {
  const named = Number(/\(at row (\d+)\)/.exec(error instanceof Error ? error.message : "")?.[1] ?? "0");
  return named >= 1 && named <= count ? named - 1 : undefined;
}

class Insertion {
  readonly refused: RefusedRow[] = [];
  tries = 0;
  readonly #db: EventDb;
  readonly #rows: TableRows;
  readonly #token: string;

  constructor(db: EventDb, rows: TableRows, token: string) {
    this.#db = db;
    this.#rows = rows;
    this.#token = token;
  }

  /** Lines `from` to `to`. The token names the lines, so that a repeated attempt inserts nothing twice. */
  async insert(from: number, to: number): Promise<void> {
    if (from >= to) return;
    const error = await this.#attempt(from, to);
    if (error === undefined) return;
    if (to - from === 1) {
      const line = rowBytes(this.#rows, from, to).toString("utf8").trimEnd();
      this.refused.push({ uid: this.#rows.uids[from] ?? 0, line, reason: reasonOf(error) });
      return;
    }
    const named = rowNamed(error, to - from);
    if (named !== undefined) {
      await this.insert(from, from + named);
      await this.insert(from + named, from + named + 1);
      await this.insert(from + named + 1, to);
      return;
    }
    const middle = Math.floor((from + to) / 2);
    await this.insert(from, middle);
    await this.insert(middle, to);
  }

  /** Nothing when the lines are in; the error when they never will be. */
  async #attempt(from: number, to: number): Promise<unknown> {
    this.tries += 1;
    try {
      await this.#db.insert(this.#rows.table, rowBytes(this.#rows, from, to), {
        token: `${this.#token}:${from}-${to}`,
      });
      return undefined;
    } catch (error) {
      if (isEventStoreError(error) && !error.retryable) return error;
      throw error;
    }
  }
}

/**
 * Inserts what can be inserted and tells what was refused. Rejects when the store is away, or refuses a whole larger
 * batch: then nothing is decided about any row, and the same call may be repeated.
 */
export async function insertRows(db: EventDb, rows: TableRows, token: string): Promise<InsertResult> {
  const insertion = new Insertion(db, rows, token);
  const count = rows.ends.length;
  await insertion.insert(0, count);
  if (count >= SYSTEMATIC && insertion.refused.length === count) {
    throw new Error(`The event store refuses every row of ${rows.table}: ${insertion.refused[0]?.reason ?? ""}`);
  }
  return { refused: insertion.refused, tries: insertion.tries };
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 10_000;

/** Repeats `work` until it succeeds; gives up only when `signal` says so. */
export async function untilDone<T>(what: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw error;
      log().warn({ what, reason: reasonOf(error) }, "not done, trying again");
      await sleep(wait, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) throw error;
    }
  }
}

/** Order of insertion: who, then what came, then what analysis reads. */
export const INSERT_ORDER: readonly EventTable[] = [
  "people",
  "received",
  "violations",
  "duplicates",
  "traits_held",
  "traits",
  "identity_links",
  "events",
];
