import { deflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { isWholePng } from "./png-whole.ts";
import { pngHolding, pngOf } from "./testing/images.ts";

it("takes a picture whose pixels are those its header tells of", async () => {
  for (const [width, height] of [
    [1, 1],
    [8, 3],
    [9, 3],
    [300, 200],
  ] as const) {
    expect(await isWholePng(pngOf(width, height)), `${width} × ${height}`).toBe(true);
  }
  const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  expect(await isWholePng(Buffer.from(dot, "base64"))).toBe(true);
});

it("counts the rows of an interlaced picture pass by pass", async () => {
  // 5 × 5 of one bit: passes of 1, 1, 1, 2, 1, 3 and 2 rows, each row a filter and one byte.
  const interlaced = pngHolding(5, 5, 2 * (1 + 1 + 1 + 2 + 1 + 3 + 2));
  interlaced[28] = 1;
  expect(await isWholePng(interlaced)).toBe(true);
  const plain = pngOf(5, 5);
  plain[28] = 1;
  expect(await isWholePng(plain)).toBe(false);
});

it("refuses what was cut off at any byte", async () => {
  const whole = pngOf(300, 200);
  for (let length = 33; length < whole.length; length++) {
    expect(await isWholePng(whole.slice(0, length)), String(length)).toBe(false);
  }
});

it("refuses pixels that are fewer, more, a flood, or no pixels", async () => {
  const rows = 200 * (1 + 38);
  for (const pixels of [0, rows - 1, rows + 1, 50_000_000]) {
    expect(await isWholePng(pngHolding(300, 200, pixels)), String(pixels)).toBe(false);
  }
  const broken = pngOf(300, 200);
  const data = deflateSync(Buffer.alloc(rows));
  broken.fill(0xff, 33 + 8, 33 + 8 + data.length);
  expect(await isWholePng(broken)).toBe(false);
});
