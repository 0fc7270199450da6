/** Whether a PNG holds the picture that its header promises: no less, and no flood of pixels behind a small header. */

import { createInflate } from "node:zlib";

const SIGNATURE = 8;
/** Length, kind and checksum of a chunk. */
const AROUND = 12;

/** Samples of a pixel by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Adam7, by pass: the first column and row, and the steps between them. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const WHOLE = [[0, 0, 1, 1]] as const;

/** Bytes of the rows that the header tells of, each with its filter; undefined where it tells of no picture. */
function promised(bytes: Buffer): number | undefined {
  const samples = SAMPLES[bytes[25] ?? -1];
  const interlaced = bytes[28];
  if (samples === undefined || (interlaced !== 0 && interlaced !== 1)) return undefined;
  const [width, height, bits] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), samples * (bytes[24] ?? 0)];
  let sum = 0;
  for (const [left, top, across, down] of interlaced === 1 ? PASSES : WHOLE) {
    const [columns, rows] = [Math.ceil((width - left) / across), Math.ceil((height - top) / down)];
    if (columns > 0 && rows > 0) sum += rows * (1 + Math.ceil((columns * bits) / 8));
  }
  return sum;
}

/** The compressed pixels; undefined when the file breaks off before its end. */
function pixelData(bytes: Buffer): Buffer[] | undefined {
  const parts: Buffer[] = [];
  for (let at = SIGNATURE; at + AROUND <= bytes.length; ) {
    const [length, kind] = [bytes.readUInt32BE(at), bytes.toString("latin1", at + 4, at + 8)];
    const next = at + AROUND + length;
    if (next > bytes.length) return undefined;
    if (kind === "IEND") return parts;
    if (kind === "IDAT") parts.push(bytes.subarray(at + 8, next - 4));
    at = next;
  }
  return undefined;
}

/** Unfolds without keeping what unfolds, and stops once it is more than `size`. */
async function unfoldsTo(parts: readonly Buffer[], size: number): Promise<boolean> {
  const inflate = createInflate();
  inflate.end(Buffer.concat(parts));
  let sum = 0;
  try {
    for await (const part of inflate) {
      sum += (part as Buffer).length;
      if (sum > size) return false;
    }
  } catch {
    return false;
  } finally {
    inflate.destroy();
  }
  return sum === size;
}

/** For what has the header of a PNG (image-header.ts). */
export async function isWholePng(image: Uint8Array): Promise<boolean> {
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  const size = promised(bytes);
  const parts = pixelData(bytes);
  return size !== undefined && parts !== undefined && (await unfoldsTo(parts, size));
}
