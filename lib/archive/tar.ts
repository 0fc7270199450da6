/** Tar archives (POSIX ustar) of small files: written from headers and bodies, read back without trusting a byte. */

import { invariant } from "../base/error.ts";

const BLOCK = 512;

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, "0")}\0`;
}

/** Long paths are split at a slash into prefix and name; ours are generated and never need more. */
function splitPath(path: string): { readonly prefix: string; readonly name: string } {
  if (Buffer.byteLength(path) <= 100) return { prefix: "", name: path };
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100) return { prefix, name };
  }
  throw new Error(`Invariant: the path ${JSON.stringify(path)} is too long for an archive`);
}

function sumOf(block: Uint8Array): number {
  let sum = 0;
  // The field of the sum itself counts as spaces.
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 32 : (block[at] ?? 0);
  return sum;
}

function header(path: string, size: number): Buffer {
  const { prefix, name } = splitPath(path);
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0);
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  // 1985-10-26: npm's own date for reproducible packages.
  block.write(octal(499162500, 12), 136);
  block.write("0", 156);
  block.write("ustar\0" + "00", 257);
  block.write(prefix, 345);
  block.write(`${sumOf(block).toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** One file of an archive: its header, its bytes, and what fills the last block. Paths are relative and without dots. */
export function tarFile(path: string, content: Uint8Array): Buffer {
  invariant(!path.startsWith("/") && !path.split("/").includes(".."), "an archive holds relative paths only");
  const rest = (BLOCK - (content.length % BLOCK)) % BLOCK;
  return Buffer.concat([header(path, content.length), content, Buffer.alloc(rest)]);
}

/** What ends an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

export interface TarEntry {
  readonly path: string;
  readonly content: Buffer;
}

/** The bytes are no archive, or not a whole one; `cause` says which. */
export class TarFault extends Error {
  readonly fault: "foreign" | "truncated" | "too_large";

  constructor(fault: TarFault["fault"]) {
    super(`tar: ${fault}`);
    this.fault = fault;
  }
}

/** Takes exact numbers of bytes off a stream of chunks. */
class Bytes {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Fewer only at the end. */
  async take(count: number): Promise<Buffer> {
    const parts = [this.#held];
    let size = this.#held.length;
    while (size < count) {
      const next = await this.#chunks.next();
      if (next.done === true) break;
      parts.push(Buffer.from(next.value));
      size += next.value.length;
    }
    const all = parts.length === 1 ? this.#held : Buffer.concat(parts);
    this.#held = all.subarray(count);
    return all.subarray(0, count);
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}

function textOf(block: Buffer, from: number, length: number): string {
  const field = block.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
}

function numberOf(block: Buffer, from: number, length: number): number {
  const text = textOf(block, from, length).trim();
  if (!/^[0-7]+$/.test(text)) throw new TarFault("foreign");
  return Number.parseInt(text, 8);
}

function readHeader(block: Buffer): { readonly path: string; readonly size: number } {
  if (textOf(block, 257, 5) !== "ustar" || numberOf(block, 148, 8) !== sumOf(block)) throw new TarFault("foreign");
  // Plain files alone: a link or a device is nothing an archive of ours holds.
  const type = block[156];
  if (type !== 48 && type !== 0) throw new TarFault("foreign");
  const prefix = textOf(block, 345, 155);
  const name = textOf(block, 0, 100);
  return { path: prefix === "" ? name : `${prefix}/${name}`, size: numberOf(block, 124, 12) };
}

/** Its files, one after the other, each whole in memory and at most `maxBytes`. Throws `TarFault`. */
export async function* tarEntries(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<TarEntry> {
  const bytes = new Bytes(chunks);
  try {
    for (;;) {
      const block = await bytes.take(BLOCK);
      if (block.length < BLOCK) throw new TarFault("truncated");
      if (block.every((byte) => byte === 0)) return;
      const { path, size } = readHeader(block);
      if (size > maxBytes) throw new TarFault("too_large");
      const content = await bytes.take(size);
      const rest = (BLOCK - (size % BLOCK)) % BLOCK;
      if (content.length < size || (await bytes.take(rest)).length < rest) throw new TarFault("truncated");
      yield { path, content };
    }
  } finally {
    await bytes.close();
  }
}
