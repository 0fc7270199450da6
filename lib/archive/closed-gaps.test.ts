import fc from "fast-check";
import { expect, it } from "vitest";
import { SPAN_MAX } from "./archive-format.ts";
import { ClosedGaps } from "./closed-gaps.ts";

it("keeps the order of positions and takes no more of them than their rows can use", () => {
  const positions = fc.uniqueArray(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(positions, fc.integer({ min: 0, max: 2 ** 40 }), (given, firstPosition) => {
      const there = given.map((one) => one + firstPosition).toSorted((a, b) => a - b);
      const gaps = new ClosedGaps({ firstPosition, lastPosition: firstPosition + 100_000 });
      for (const position of there) gaps.note(position);
      const places = there.map((position) => gaps.placeOf(position) ?? -1);
      expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
      expect(places[0]).toBeGreaterThanOrEqual(0);
      expect(places.at(-1)).toBeLessThan(gaps.count);
      expect(gaps.count).toBeLessThanOrEqual(there.length * 64);
    }),
  );
});

it("gives one row of the longest span a handful of positions, and none to what it does not have", () => {
  const gaps = new ClosedGaps({ firstPosition: 0, lastPosition: SPAN_MAX - 1 });
  expect(gaps.count).toBe(0);
  for (const position of [SPAN_MAX - 1, SPAN_MAX, Number.NaN, -1]) gaps.note(position);
  expect([gaps.count, gaps.placeOf(SPAN_MAX - 1)]).toEqual([64, 63]);
  expect([gaps.placeOf(0), gaps.placeOf(SPAN_MAX), gaps.placeOf(Number.NaN)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
