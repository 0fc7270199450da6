/** What the event store answers when it does not do as asked, in a form that says whether trying again may help. */

import { UserError } from "../base/error.ts";

/** A failure of the event store. The message is the engine's own: for logs, never for a person. */
export class EventStoreError extends Error {
  /** ClickHouse's error code; 0 when the store was not reached. */
  readonly code: number;
  /** True when the same request may succeed later; false when the rows or the statement are at fault. */
  readonly retryable: boolean;

  constructor(message: string, code: number, retryable: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = "EventStoreError";
    this.code = code;
    this.retryable = retryable;
  }
}

export function isEventStoreError(error: unknown): error is EventStoreError {
  return error instanceof Error && error.name === "EventStoreError";
}

/** TOO_MANY_ROWS, TIMEOUT_EXCEEDED, TOO_SLOW, SET_SIZE_LIMIT, MEMORY_LIMIT, TOO_MANY_BYTES, TOO_MANY_ROWS_OR_BYTES */
const TOO_HEAVY = new Set([158, 159, 160, 191, 241, 307, 396]);
const CANCELLED = 394;
/**
 * Faults of the moment: timeouts, too many queries, network, memory, read-only table, too many parts, disk space, an
 * engine shutting down (236), Keeper.
 */
const RETRYABLE = new Set([159, 160, 202, 203, 209, 210, 236, 241, 242, 243, 252, 319, 394, 425, 439, 999]);

/** The engine's code: a property in both clients, sometimes text, sometimes only in the message. */
function codeOf(error: unknown): number {
  if (typeof error !== "object" || error === null) return 0;
  const own = Number((error as { code?: unknown }).code);
  if (Number.isSafeInteger(own)) return own;
  const shown = /Code: (\d+)\./.exec(String((error as { message?: unknown }).message));
  return Number(shown?.[1] ?? 0);
}

/** A failed write or administrative statement. */
export function writeError(error: unknown): EventStoreError {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return new EventStoreError(message, code, code === 0 || RETRYABLE.has(code), { cause: error });
}

/** A failed query: over its limits, cancelled, or else a failure that its caller should not see the text of. */
export function queryError(error: unknown): UserError | EventStoreError {
  const code = codeOf(error);
  if (TOO_HEAVY.has(code)) return new UserError("query_too_heavy", { cause: error });
  if (code === CANCELLED) return new UserError("cancelled", { cause: error });
  return writeError(error);
}
