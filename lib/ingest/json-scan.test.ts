import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BREAKS_LIMITS,
  findLimitBreach,
  HOLDS_LARGE_NUMBERS,
  isNestedBeyond,
  MAX_EVENT_DEPTH,
  quickLook,
} from "./json-limits.ts";
import { findLargeNumbers, firstErrorOffset, itemRanges, memberRange } from "./json-scan.ts";

const spaced = (value: unknown) => JSON.stringify(value, null, 1);

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
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

  it("tells numbers that parsing would change, with their place", () => {
    const text =
      '{"a":9007199254740993,"b":{"c/d":[1,12345678901234567890]},"e":9007199254740992,"f":"9007199254740993","g":1e400,"h":1e300,"i":-1E+999}';
    expect(findLargeNumbers(text, { from: 0, to: text.length })).toEqual([
      { path: "/a", literal: "9007199254740993" },
      { path: "/b/c~1d/1", literal: "12345678901234567890" },
      { path: "/g", literal: "1e400" },
      { path: "/i", literal: "-1E+999" },
    ]);
  });
});

describe("limits", () => {
  it("know how deep a text is nested", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(8), (value, limit) => {
        const parsed: unknown = JSON.parse(JSON.stringify(value));
        expect(isNestedBeyond(Buffer.from(spaced(value)), limit)).toBe(depthOf(parsed) > limit);
      }),
    );
    expect(isNestedBeyond(Buffer.alloc(8_000_000, "["), 512)).toBe(true);
  });

  it("are seen at a quick look exactly when a careful one finds the place", () => {
    const nested = fc.nat(40).map((levels) => {
      let value: unknown = 1;
      for (let level = 0; level < levels; level++) value = level % 2 === 0 ? { a: value } : [value];
      return value;
    });
    const wide = fc.constantFrom(9_999, 10_000, 10_001).map((size) => Array.from({ length: size }, () => 0));
    const any = fc.oneof(nested, wide, fc.jsonValue({ maxDepth: 5 }));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 3 }), (values) => {
        const breaks = (quickLook(values) & BREAKS_LIMITS) !== 0;
        expect(breaks).toBe(findLimitBreach(values, MAX_EVENT_DEPTH) !== undefined);
      }),
    );
  });

  it("notice every number that parsing may have changed", () => {
    const look = (text: string) => quickLook(JSON.parse(text)) & HOLDS_LARGE_NUMBERS;
    for (const text of ['{"a":9007199254740993}', '[[{"b":-12345678901234567890}]]', '{"a":{"b":1e400}}']) {
      expect(look(text)).toBe(HOLDS_LARGE_NUMBERS);
    }
    for (const text of ['{"a":9007199254740991,"b":"9007199254740993"}', "[1.5,-3]", "{}"]) expect(look(text)).toBe(0);
  });
});
