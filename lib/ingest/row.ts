/** Lines for the event store's tables, as JSONEachRow, each with the number of the event it belongs to. */

import type { EventTable } from "../store/event-db.ts";

/** Rows of one table as bytes: lines end at `ends`, and line `i` belongs to event `uids[i]`. */
export interface TableRows {
  readonly table: EventTable;
  readonly bytes: Uint8Array;
  readonly ends: Float64Array;
  readonly uids: Float64Array;
}

/** A lone surrogate has no UTF-8 form and ClickHouse refuses its escape: it becomes the replacement character. */
function jsonLine(row: Readonly<Record<string, unknown>>): string {
  const line = JSON.stringify(row);
  if (!line.includes("\\ud")) return line;
  return JSON.stringify(row, (_key, value: unknown) =>
    typeof value === "string" ? Buffer.from(value, "utf8").toString("utf8") : value,
  );
}

export class RowSink {
  readonly #lines = new Map<EventTable, { readonly lines: string[]; readonly uids: number[] }>();

  add(table: EventTable, uid: number, row: Readonly<Record<string, unknown>>): void {
    const rows = this.#lines.get(table);
    const line = jsonLine(row);
    if (rows === undefined) this.#lines.set(table, { lines: [line], uids: [uid] });
    else {
      rows.lines.push(line);
      rows.uids.push(uid);
    }
  }

  /** In the order in which they were added. */
  tables(): TableRows[] {
    return [...this.#lines].map(([table, { lines, uids }]) => packRows(table, lines, uids));
  }
}

export function packRows(table: EventTable, lines: readonly string[], uids: readonly number[]): TableRows {
  const ends = new Float64Array(lines.length);
  let size = 0;
  lines.forEach((line, index) => {
    size += Buffer.byteLength(line) + 1;
    ends[index] = size;
  });
  const bytes = Buffer.alloc(size);
  let at = 0;
  for (const line of lines) {
    at += bytes.write(line, at, "utf8");
    bytes[at++] = 10;
  }
  return { table, bytes, ends, uids: Float64Array.from(uids) };
}

/** Lines `from` (included) to `to` (excluded). */
export function rowBytes({ bytes, ends }: TableRows, from: number, to: number): Buffer {
  const start = from === 0 ? 0 : (ends[from - 1] ?? 0);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, (ends[to - 1] ?? start) - start);
}

/** An instant as the event store reads it: `2026-11-21 17:50:02.254`, UTC. */
export function storedInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 23).replace("T", " ");
}

/** Journal position and place in the body, as one number that is unique and grows with arrival. */
export const EVENTS_PER_POSITION = 4_096;

export function uidOf(position: number, index: number): number {
  return position * EVENTS_PER_POSITION + index;
}

export function positionOf(uid: number): number {
  return Math.floor(uid / EVENTS_PER_POSITION);
}
