import fc from "fast-check";
import { expect, it } from "vitest";
import { numberText, readNumber } from "./number-text.ts";

it("writes a decimal comma in French and a point in English, with every digit and no grouping", () => {
  expect([0.5, -1234.25, 1e-7, 12_000_000].map((value) => numberText(value, "fr"))).toEqual([
    "0,5",
    "-1234,25",
    "1e-7",
    "12000000",
  ]);
  expect(numberText(0.5, "en")).toBe("0.5");
});

it("reads both, and says what is no number", () => {
  expect(["0,5", "0.5", " 7 ", "-1,25"].map(readNumber)).toEqual([0.5, 0.5, 7, -1.25]);
  const grouped = ["1\u202f000,25", "-12\u00a0345\u00a0678", "1 000.5"];
  expect(grouped.map(readNumber)).toEqual([1000.25, -12_345_678, 1000.5]);
  expect(["1 00", "1000 000", "0,1 000", "1  000"].map(readNumber)).toEqual(Array(4).fill(undefined));
  expect(["", " ", "1,2,3", "douze", "1 €", "Infinity"].map(readNumber)).toEqual(Array(6).fill(undefined));
});

it("reads back what it wrote", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom("en", "fr"), (value, language) => {
      expect(readNumber(numberText(value, language))).toBe(value === 0 ? readNumber(String(value)) : value);
    }),
  );
});
