/** What the event store answers when it does not do as asked, in a form that says whether trying again may help. */

import { UserError } from "../base/error.ts";

/** A failure of the event store. The message is the engine's own: for logs, never for a person. */
export class EventStoreError extends Error {
  /** ClickHouse's error code; 0 when the store was not reached. */
  readonly code: number;
  /** True when the same request may succeed later; false when the rows that were to be inserted are at fault. */
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
 * What a row's own text can be guilty of, by the names of the engine's ErrorCodes.cpp. Everything else, also what is not
 * known yet, is a fault of the store or its surroundings (disk, files, memory, network): the rows are kept for another try.
 */
const ROW_FAULTS = new Set([
  6, // CANNOT_PARSE_TEXT
  19, // SIZE_OF_FIXED_STRING_DOESNT_MATCH
  25, // CANNOT_PARSE_ESCAPE_SEQUENCE
  26, // CANNOT_PARSE_QUOTED_STRING
  27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  32, // ATTEMPT_TO_READ_AFTER_EOF
  33, // CANNOT_READ_ALL_DATA
  38, // CANNOT_PARSE_DATE
  41, // CANNOT_PARSE_DATETIME
  53, // TYPE_MISMATCH
  69, // ARGUMENT_OUT_OF_BOUND
  70, // CANNOT_CONVERT_TYPE
  72, // CANNOT_PARSE_NUMBER
  117, // INCORRECT_DATA
  130, // CANNOT_READ_ARRAY_FROM_TEXT
  131, // TOO_LARGE_STRING_SIZE
  190, // SIZES_OF_ARRAYS_DONT_MATCH
  321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
  349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
  376, // CANNOT_PARSE_UUID
  407, // DECIMAL_OVERFLOW
  441, // CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING
  467, // CANNOT_PARSE_BOOL
  469, // VIOLATED_CONSTRAINT
  675, // CANNOT_PARSE_IPV4
  676, // CANNOT_PARSE_IPV6
  691, // UNKNOWN_ELEMENT_OF_ENUM
]);

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
  return new EventStoreError(message, code, !ROW_FAULTS.has(code), { cause: error });
}

/** A failed query: over its limits, cancelled, or else a failure that its caller should not see the text of. */
export function queryError(error: unknown): UserError | EventStoreError {
  const code = codeOf(error);
  if (TOO_HEAVY.has(code)) return new UserError("query_too_heavy", { cause: error });
  if (code === CANCELLED) return new UserError("cancelled", { cause: error });
  return writeError(error);
}
