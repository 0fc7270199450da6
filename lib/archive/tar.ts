/** Tar archives (POSIX ustar) read back without trusting a byte. */

import { TAR_BLOCK, tarSum } from "../base/tar.ts";

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

  /** Reads on to the end: there alone what checks a whole stream, as gzip's sum does, says what is wrong with it. */
  async end(): Promise<void> {
    while ((await this.#chunks.next()).done !== true);
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
  if (textOf(block, 257, 5) !== "ustar" || numberOf(block, 148, 8) !== tarSum(block)) throw new TarFault("foreign");
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
      const block = await bytes.take(TAR_BLOCK);
      if (block.length < TAR_BLOCK) throw new TarFault("truncated");
      if (block.every((byte) => byte === 0)) {
        await bytes.end();
        return;
      }
      const { path, size } = readHeader(block);
      if (size > maxBytes) throw new TarFault("too_large");
      const content = await bytes.take(size);
      const rest = (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;
      if (content.length < size || (await bytes.take(rest)).length < rest) throw new TarFault("truncated");
      yield { path, content };
    }
  } finally {
    await bytes.close();
  }
}
