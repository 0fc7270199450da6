/** How much of the journal one insert takes. */

import type { JournalEntry } from "../store/journal-record.ts";
import type { Note } from "./note.ts";
import { unpackSync } from "./protocol/body.ts";

/** One insert takes about this many events or bytes of bodies, counted as they are read: unpacked. */
export const BATCH_EVENTS = 10_000;
export const BATCH_BYTES = 8 * 1024 * 1024;

/** An entry and what ingest noted of it. */
export interface Noted {
  readonly entry: JournalEntry;
  readonly note: Note;
}

/** Bytes that building the rows of an entry takes. Entries of an earlier release do not say: they are measured. */
function sizeOf({ entry, note }: Noted): number {
  const beside = entry.note.length;
  if (note.size !== undefined) return beside + note.size;
  if (note.encoding === "plain" || note.unreadable !== undefined) return beside + entry.body.length;
  return beside + unpackSync(Buffer.from(entry.body), note.encoding).length;
}

/** The first entries, at least one, that are together no more than one insert takes. */
export function cut(noted: readonly Noted[]): readonly Noted[] {
  let events = 0;
  let bytes = 0;
  const end = noted.findIndex((item) => {
    events += item.note.judged.length;
    bytes += sizeOf(item);
    return events > BATCH_EVENTS || bytes > BATCH_BYTES;
  });
  return end === -1 ? noted : noted.slice(0, Math.max(end, 1));
}
