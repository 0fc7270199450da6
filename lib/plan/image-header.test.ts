import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readImageHeader } from "./image-header.ts";
import { gifOf, jpegOf, pngOf, webpOf } from "./testing/images.ts";

describe("the header of an image", () => {
  const size = fc.record({ width: fc.integer({ min: 1, max: 16_383 }), height: fc.integer({ min: 1, max: 16_383 }) });

  it.each([
    ["image/png", pngOf],
    ["image/gif", gifOf],
    ["image/jpeg", jpegOf],
    ["image/webp", (width: number, height: number) => webpOf("VP8X", width, height)],
    ["image/webp", (width: number, height: number) => webpOf("VP8L", width, height)],
    ["image/webp", (width: number, height: number) => webpOf("VP8 ", width, height)],
  ] as const)("says the size of a %s by its content", (mediaType, make) => {
    fc.assert(
      fc.property(size, ({ width, height }) => {
        expect(readImageHeader(make(width, height))).toEqual({ mediaType, width, height });
      }),
      { numRuns: 50 },
    );
  });

  it("passes other segments of a JPEG, thumbnails included", () => {
    const thumbnail = jpegOf(8, 8);
    const app = Uint8Array.from([0xff, 0xe1, 0, thumbnail.length + 2, ...thumbnail]);
    const whole = jpegOf(640, 480);
    expect(readImageHeader(Uint8Array.from([0xff, 0xd8, ...app, ...whole.slice(2)]))).toMatchObject({
      width: 640,
      height: 480,
    });
  });

  it("is not made up for anything else", () => {
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const others = [svg, new Uint8Array(), new TextEncoder().encode("GIF89a"), pngOf(5, 5).slice(0, 20), pngOf(0, 5)];
    for (const bytes of others) expect(readImageHeader(bytes)).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        readImageHeader(bytes);
        readImageHeader(Uint8Array.from([0xff, 0xd8, 0xff, ...bytes]));
      }),
    );
  });
});
