import { describe, expect, it } from "vitest";
import { readImageHeader } from "./image-header.ts";
import { isWholeImage } from "./image-whole.ts";
import { jpegOf, pngOf, webpOf } from "./testing/images.ts";

/** Pictures as programs write them: 3 × 2 of a browser's canvas without their colour profiles, and a GIF of a pixel. */
const PICTURES = {
  JPEG:
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAKBueIx4ZKCMgoy0qqC+8P//8Nzc8P//////////////////////////////////////////////" +
    "////////////2wBDAaq0tPDS8P//////////////////////////////////////////////////////////////////////////////wAARC" +
    "AACAAMDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAWEAEBAQAAAAAAAAAAAAAAAAAAAjH/xAAVAQEBAAAAAAAAAAAAAAAA" +
    "AAAAAf/EABYRAQEBAAAAAAAAAAAAAAAAAAABMf/aAAwDAQACEQMRAD8AlWgC3a//2Q==",
  "lossy WebP": "UklGRjAAAABXRUJQVlA4ICQAAABwAQCdASoDAAIACQCsJagCdAFAAAD+4cJRjy4uu5sHpRLgAAA=",
  "lossless WebP": "UklGRiIAAABXRUJQVlA4TBUAAAAvAkAAEA8Q8x/zHwyFAAKgoInofzwA",
  GIF: "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
};

async function isWhole(bytes: Uint8Array): Promise<boolean | undefined> {
  const header = readImageHeader(bytes);
  return header && isWholeImage(bytes, header);
}

describe.each(Object.entries(PICTURES))("a %s", (_kind, text) => {
  const whole = new Uint8Array(Buffer.from(text, "base64"));

  it("is whole, with or without something behind its end", async () => {
    expect(await isWhole(whole)).toBe(true);
    expect(await isWhole(Uint8Array.from([...whole, 0, 0]))).toBe(true);
  });

  it("is not when it was cut off at any byte", async () => {
    for (let length = 0; length < whole.length; length++)
      expect(await isWhole(whole.slice(0, length)), String(length)).not.toBe(true);
  });
});

it("is no picture that is all header: JPEG without a scan, WebP and GIF without a frame", async () => {
  const emptyGif = Buffer.from("GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;", "latin1");
  for (const bytes of [jpegOf(400, 300), webpOf("VP8X", 400, 300), new Uint8Array(emptyGif)])
    expect(await isWhole(bytes)).toBe(false);
});

it("does not take the end of a thumbnail for the end of a JPEG", async () => {
  const picture = Buffer.from(PICTURES.JPEG, "base64");
  const thumbnail = [0xff, 0xe1, (picture.length + 2) >> 8, (picture.length + 2) & 255, ...picture];
  const whole = Uint8Array.from([0xff, 0xd8, ...thumbnail, ...picture.subarray(2)]);
  expect(await isWhole(whole)).toBe(true);
  expect(await isWhole(whole.slice(0, -2))).toBe(false);
});

it("asks of a PNG what is asked of one alone", async () => {
  expect(await isWhole(pngOf(9, 3))).toBe(true);
  expect(await isWhole(pngOf(300, 200).slice(0, 60))).toBe(false);
});
