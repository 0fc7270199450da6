/** Zip archives, written whole: the same bytes for the same files. */

import { crc32, deflateRawSync } from "node:zlib";
import { invariant } from "./error.ts";

type ZipFile = readonly [path: string, content: string | Uint8Array];

interface Entry {
  readonly name: Buffer;
  readonly packed: Uint8Array;
  readonly method: number;
  readonly sum: number;
  readonly size: number;
  readonly offset: number;
}

/** 1980-01-01, the first day that archives know. */
const DATE = 0x21;
/** Names are UTF-8. */
const FLAGS = 0x800;
/** What a reader must know: deflate. */
const VERSION = 20;
/** Written on Unix, a plain file that everybody reads: some readers keep the mode they find. */
const MADE_BY = (3 << 8) | VERSION;
const ATTRIBUTES = 0o100644 * 0x10000;
const DEFLATED = 8;
/** Above these numbers an archive takes another form. */
const COUNT_MAX = 0xffff;
const BYTES_MAX = 0xffffffff;

function requireSafe(path: string): void {
  const parts = path.split("/");
  const isSafe = !path.includes("\\") && !path.includes("\0") && parts.every((part) => !/^\.{0,2}$/.test(part));
  invariant(isSafe, `an archive holds relative paths only, not ${JSON.stringify(path)}`);
}

/** What the header of a file and its line in the directory have in common. */
function facts({ name, packed, method, sum, size }: Entry): Buffer {
  const block = Buffer.alloc(26);
  block.writeUInt16LE(VERSION, 0);
  block.writeUInt16LE(FLAGS, 2);
  block.writeUInt16LE(method, 4);
  block.writeUInt16LE(DATE, 8);
  block.writeUInt32LE(sum, 10);
  block.writeUInt32LE(packed.length, 14);
  block.writeUInt32LE(size, 18);
  block.writeUInt16LE(name.length, 22);
  return block;
}

function header(entry: Entry): Buffer {
  return Buffer.concat([Buffer.from("PK\x03\x04"), facts(entry), entry.name]);
}

function directoryLine(entry: Entry): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(MADE_BY);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(ATTRIBUTES, 6);
  rest.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([Buffer.from("PK\x01\x02"), madeBy, facts(entry), rest, entry.name]);
}

function end(count: number, size: number, offset: number): Buffer {
  const block = Buffer.alloc(22);
  block.write("PK\x05\x06", "latin1");
  block.writeUInt16LE(count, 8);
  block.writeUInt16LE(count, 10);
  block.writeUInt32LE(size, 12);
  block.writeUInt32LE(offset, 16);
  return block;
}

function entryOf([path, content]: ZipFile, offset: number): Entry {
  requireSafe(path);
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  const deflated = deflateRawSync(bytes, { level: 9 });
  const isSmaller = deflated.length < bytes.length;
  return {
    name: Buffer.from(path, "utf8"),
    packed: isSmaller ? deflated : bytes,
    method: isSmaller ? DEFLATED : 0,
    sum: crc32(bytes),
    size: bytes.length,
    offset,
  };
}

/** The files in the order given. Paths are relative, with forward slashes and without dots. */
export function zip(files: Iterable<ZipFile>): Buffer {
  const entries: Entry[] = [];
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const file of files) {
    const entry = entryOf(file, offset);
    const head = header(entry);
    entries.push(entry);
    parts.push(head, entry.packed);
    offset += head.length + entry.packed.length;
  }
  const directory = Buffer.concat(entries.map(directoryLine));
  invariant(entries.length <= COUNT_MAX && offset + directory.length <= BYTES_MAX, "too much for one archive");
  return Buffer.concat([...parts, directory, end(entries.length, directory.length, offset)]);
}
