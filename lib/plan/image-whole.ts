/**
 * Whether an image reaches its end: what was cut off on its way has the header of a picture and none, or half of one, behind
 * it. The parts of the file are walked by the lengths they state; nothing but a PNG is unfolded.
 *
 * Sources: JPEG (ITU-T T.81, B.1.1 and B.2), GIF89a (blocks and trailer), WebP (RFC 9649, RIFF chunks).
 */

import type { ImageHeader, ImageType } from "./image-header.ts";
import { isWholePng } from "./png-whole.ts";

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;

/** Markers without a segment behind them, and a zero, which says that the 0xFF before it is a part of the picture. */
function standsAlone(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/** A scan, and after it the end of the image; thumbnails lie within segments, which are passed. */
function isWholeJpeg(bytes: Buffer): boolean {
  let isScanned = false;
  for (let at = 2; at + 1 < bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) {
      if (!isScanned) return false;
      const next = bytes.indexOf(0xff, at);
      if (next < 0) return false;
      at = next;
    } else if (marker === 0xff) at += 1;
    else if (standsAlone(marker)) at += 2;
    else if (marker === END_OF_IMAGE) return isScanned;
    else {
      if (at + 4 > bytes.length) return false;
      isScanned ||= marker === START_OF_SCAN;
      at += 2 + Math.max(2, bytes.readUInt16BE(at + 2));
    }
  }
  return false;
}

/** Bytes of a table of colours; none where the flags tell of none. */
function coloursOf(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** Where the blocks that begin at `at` end, behind the empty one; the file's end where there is none. */
function afterBlocks(bytes: Buffer, at: number): number {
  let next = at;
  for (;;) {
    const length = bytes[next];
    if (length === undefined) return bytes.length;
    next += 1 + length;
    if (length === 0) return next;
  }
}

/** A picture, and after it the trailer. */
function isWholeGif(bytes: Buffer): boolean {
  let isDrawn = false;
  for (let at = 13 + coloursOf(bytes[10] ?? 0); at < bytes.length; ) {
    const kind = bytes[at];
    if (kind === 0x3b) return isDrawn;
    if (kind === 0x21) at = afterBlocks(bytes, at + 2);
    else if (kind === 0x2c) {
      isDrawn = true;
      at = afterBlocks(bytes, at + 11 + coloursOf(bytes[at + 9] ?? 0));
    } else return false;
  }
  return false;
}

const PICTURES: ReadonlySet<string> = new Set(["VP8 ", "VP8L", "ANMF"]);

/** As long as the file says, chunks within it as long as each says, and a picture or a frame among them. */
function isWholeWebp(bytes: Buffer): boolean {
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) return false;
  let isDrawn = false;
  for (let at = 12; at + 8 <= end; ) {
    const length = bytes.readUInt32LE(at + 4);
    if (at + 8 + length > end) return false;
    isDrawn ||= length > 0 && PICTURES.has(bytes.toString("latin1", at, at + 4));
    at += 8 + length + (length & 1);
  }
  return isDrawn;
}

const CHECKS: Readonly<Record<ImageType, (bytes: Buffer) => boolean | Promise<boolean>>> = {
  "image/png": isWholePng,
  "image/jpeg": isWholeJpeg,
  "image/gif": isWholeGif,
  "image/webp": isWholeWebp,
};

/** For what has the header of an image (image-header.ts). */
export async function isWholeImage(image: Uint8Array, { mediaType }: ImageHeader): Promise<boolean> {
  return CHECKS[mediaType](Buffer.from(image.buffer, image.byteOffset, image.byteLength));
}
