/** How an answer reads the event store: the same limits for every statement, and one signal that stops them all. */

import { eventDb } from "../store/event-db.ts";
import type { Sql } from "../store/sql.ts";

export interface RunOptions {
  readonly signal?: AbortSignal;
}

export type Run = <T>(origin: string, statement: Sql) => Promise<T[]>;

const MAX_SECONDS = 30;
const MAX_MEMORY_BYTES = 2 * 1024 ** 3;

export function newRun({ signal }: RunOptions): Run {
  return (origin, statement) =>
    eventDb().query(`analysis.${origin}`, statement, {
      ...(signal === undefined ? {} : { signal }),
      maxSeconds: MAX_SECONDS,
      maxMemoryBytes: MAX_MEMORY_BYTES,
    });
}
