import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonShape } from "./json-limits.ts";
import { findLongIntegers, firstErrorOffset, itemRanges, memberRange } from "./json-scan.ts";

const spaced = (value: unknown) => JSON.stringify(value, null, 1);

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function widthOf(value: unknown, level = 1): number {
  if (typeof value !== "object" || value === null) return 0;
  const size = level > 2 && Object.keys(value).length > 1 ? Object.keys(value).length : 0;
  return Math.max(size, ...Object.values(value).map((child) => widthOf(child, level + 1)));
}

describe("scanning JSON text", () => {
  it("finds no error exactly where JSON.parse finds none", () => {
    const mutated = fc
      .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom("", "}", "]", ",", '"', "\\", "1", "\n", "\u0001"))
      .map(([text, at, inserted]) => {
        const place = at % (text.length + 1);
        return `${text.slice(0, place)}${inserted}${text.slice(place + (at % 2))}`;
      });
    fc.assert(
      fc.property(mutated, (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(firstErrorOffset(text) === undefined).toBe(valid);
      }),
      { numRuns: 2_000 },
    );
  });

  it("names the place that is wrong", () => {
    expect(firstErrorOffset('{"a":1,}')).toBe(7);
    expect(firstErrorOffset('{"a":')).toBe(5);
    expect(firstErrorOffset("[1 2]")).toBe(3);
    expect(firstErrorOffset("")).toBe(0);
    expect(firstErrorOffset('["\\x"]')).toBe(2);
    expect(firstErrorOffset("[01]")).toBe(2);
    expect(firstErrorOffset("[NaN]")).toBe(1);
    expect(firstErrorOffset("[1] 2")).toBe(4);
  });

  it("cuts a batch into exactly the messages it holds", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 3 })), fc.jsonValue(), (batch, other) => {
        const text = spaced({ before: other, batch, after: other });
        const range = memberRange(text, "batch");
        expect(range).toBeDefined();
        const items = itemRanges(text, range?.from ?? 0).map(({ from, to }) => JSON.parse(text.slice(from, to)));
        expect(items).toEqual(JSON.parse(JSON.stringify(batch)));
      }),
    );
  });

  it("takes the last of repeated keys, like JSON.parse", () => {
    const text = '{"batch":[1],"b\\u0061tch":[2,3]}';
    const range = memberRange(text, "batch");
    expect(text.slice(range?.from, range?.to)).toBe("[2,3]");
    expect(memberRange("[1]", "batch")).toBeUndefined();
  });

  it("tells integers that parsing would change, with their place", () => {
    const text =
      '{"a":9007199254740993,"b":{"c/d":[1,12345678901234567890]},"e":9007199254740992,"f":"9007199254740993","g":1e400}';
    expect(findLongIntegers(text, { from: 0, to: text.length })).toEqual([
      { path: "/a", literal: "9007199254740993" },
      { path: "/b/c~1d/1", literal: "12345678901234567890" },
    ]);
  });
});

describe("shape of JSON text", () => {
  it("is the depth and width of the parsed value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const shape = jsonShape(Buffer.from(spaced(value)), 2);
        const parsed: unknown = JSON.parse(JSON.stringify(value));
        expect(shape.depth).toBe(depthOf(parsed));
        expect(shape.width).toBe(widthOf(parsed));
      }),
    );
  });

  it("stops early in a body that is nested without end", () => {
    const started = performance.now();
    expect(jsonShape(Buffer.alloc(8_000_000, "["), 2).depth).toBe(513);
    expect(performance.now() - started).toBeLessThan(50);
  });
});
