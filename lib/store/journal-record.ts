/** One journal entry as bytes: a fixed head, the hashes of its message ids, what ingest noted, and the body as received. */

import { crc32 } from "node:zlib";
import type { IdHash } from "./journal-window.ts";

const FORMAT = 1;
const HEAD_BYTES = 36;
const ID_BYTES = 8;

/** A body that was accepted, with what ingest decided about it. */
export interface JournalRecord {
  /** The project's and the source's numbers in the event store. */
  readonly project: number;
  readonly source: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** Hashes of the message ids that this body was the first to bring. */
  readonly ids: readonly IdHash[];
  /** Ingest's note: opaque here. */
  readonly note: Uint8Array;
  /** The body as it came over the wire. */
  readonly body: Uint8Array;
}

export interface JournalEntry extends JournalRecord {
  /** 1, 2, 3 ... in order of arrival; never used twice. */
  readonly position: number;
}

/** An entry whose bytes are not those that were written. */
export class DamagedEntryError extends Error {
  override readonly name = "DamagedEntryError";
  readonly position: number;
  constructor(position: number) {
    super(`Journal entry ${position} is damaged.`);
    this.position = position;
  }
}

export function encodeRecord(record: JournalRecord): Buffer {
  const { ids, note, body } = record;
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + ids.length * ID_BYTES + note.length + body.length);
  bytes.writeUInt8(FORMAT, 0);
  bytes.writeUInt8(0, 1);
  bytes.writeUInt16LE(0, 2);
  bytes.writeUInt32LE(record.project, 8);
  bytes.writeUInt32LE(record.source, 12);
  bytes.writeDoubleLE(record.receivedAt, 16);
  bytes.writeUInt32LE(ids.length, 24);
  bytes.writeUInt32LE(note.length, 28);
  bytes.writeUInt32LE(body.length, 32);
  const at = writeIds(bytes, HEAD_BYTES, ids);
  bytes.set(note, at);
  bytes.set(body, at + note.length);
  bytes.writeUInt32LE(crc32(bytes.subarray(8)), 4);
  return bytes;
}

function writeIds(bytes: Buffer, from: number, ids: readonly IdHash[]): number {
  let at = from;
  for (const { high, low } of ids) {
    bytes.writeUInt32LE(high >>> 0, at);
    bytes.writeUInt32LE(low >>> 0, at + 4);
    at += ID_BYTES;
  }
  return at;
}

/** Message ids without an entry, as `idsIn` reads them. */
export function encodeIds(ids: readonly IdHash[]): Buffer {
  const bytes = Buffer.allocUnsafe(ids.length * ID_BYTES);
  writeIds(bytes, 0, ids);
  return bytes;
}

function isIntact(bytes: Buffer): boolean {
  if (bytes.length < HEAD_BYTES || bytes.readUInt8(0) !== FORMAT) return false;
  const lengths = bytes.readUInt32LE(24) * ID_BYTES + bytes.readUInt32LE(28) + bytes.readUInt32LE(32);
  return bytes.length === HEAD_BYTES + lengths && bytes.readUInt32LE(4) === crc32(bytes.subarray(8));
}

/** The message-id part alone, as it is kept after the entry is dropped. */
export function idBytesOf(position: number, bytes: Buffer): Buffer {
  if (!isIntact(bytes)) throw new DamagedEntryError(position);
  return bytes.subarray(HEAD_BYTES, HEAD_BYTES + bytes.readUInt32LE(24) * ID_BYTES);
}

export function* idsIn(bytes: Buffer): Generator<IdHash> {
  for (let at = 0; at + ID_BYTES <= bytes.length; at += ID_BYTES) {
    yield { high: bytes.readUInt32LE(at), low: bytes.readUInt32LE(at + 4) };
  }
}

/** What an entry says of itself before it is known to be intact; 0 when it is too short to say. */
export function projectOf(bytes: Buffer): number {
  return bytes.length < HEAD_BYTES ? 0 : bytes.readUInt32LE(8);
}

export function receivedAtOf(bytes: Buffer): number {
  return bytes.readDoubleLE(16);
}

/** Throws `DamagedEntryError`. The views share memory with `bytes`. */
export function decodeEntry(position: number, bytes: Buffer): JournalEntry {
  const ids = idBytesOf(position, bytes);
  const noteFrom = HEAD_BYTES + ids.length;
  const bodyFrom = noteFrom + bytes.readUInt32LE(28);
  return {
    position,
    project: bytes.readUInt32LE(8),
    source: bytes.readUInt32LE(12),
    receivedAt: receivedAtOf(bytes),
    ids: [...idsIn(ids)],
    note: bytes.subarray(noteFrom, bodyFrom),
    body: bytes.subarray(bodyFrom),
  };
}
