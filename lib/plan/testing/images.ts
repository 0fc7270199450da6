/** Images of any size, as small as they can be: the beginnings of all but small PNGs, which are whole. */

import { deflateSync } from "node:zlib";

function bytesOf(...parts: readonly (string | readonly number[])[]): Uint8Array {
  const codes = parts.flatMap((part) =>
    typeof part === "string" ? [...part].map((sign) => sign.charCodeAt(0)) : part,
  );
  return Uint8Array.from(codes);
}

const big = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, at) => (value / 256 ** (bytes - 1 - at)) & 255);
const little = (value: number, bytes: number) => big(value, bytes).reverse();

const chunk = (kind: string, data: readonly number[]) => bytesOf(big(data.length, 4), kind, data, [0, 0, 0, 0]);

/** A PNG of one bit a pixel that holds `pixels` bytes of rows. */
export function pngHolding(width: number, height: number, pixels: number): Uint8Array {
  const header = chunk("IHDR", [...big(width, 4), ...big(height, 4), 1, 0, 0, 0, 0]);
  const data = pixels === 0 ? [] : chunk("IDAT", [...deflateSync(Buffer.alloc(pixels))]);
  return bytesOf("\u0089PNG\r\n\u001a\n", [...header], [...data], [...chunk("IEND", [])]);
}

const WHOLE_MOST = 1_000_000;

/** White; nothing but its header where it is large. */
export function pngOf(width: number, height: number): Uint8Array {
  const pixels = height * (1 + Math.ceil(width / 8));
  return pngHolding(width, height, pixels > WHOLE_MOST ? 0 : pixels);
}

export function gifOf(width: number, height: number): Uint8Array {
  return bytesOf("GIF89a", little(width, 2), little(height, 2), [0, 0, 0, 0x3b]);
}

export function jpegOf(width: number, height: number): Uint8Array {
  const frame = [0xff, 0xc0, 0, 11, 8, ...big(height, 2), ...big(width, 2), 1, 1, 0x11, 0];
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, ...frame, 0xff, 0xd9]);
}

export function webpOf(form: "VP8 " | "VP8L" | "VP8X", width: number, height: number): Uint8Array {
  const bits = (width - 1) | ((height - 1) << 14);
  const body = {
    "VP8 ": [0, 0, 0, 0x9d, 0x01, 0x2a, ...little(width, 2), ...little(height, 2)],
    VP8L: [0x2f, ...little(bits >>> 0, 4), 0, 0, 0, 0, 0],
    VP8X: [0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)],
  }[form];
  return bytesOf("RIFF", little(22, 4), "WEBP", form, little(body.length, 4), body);
}
