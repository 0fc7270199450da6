import fc from "fast-check";
import { expect, it } from "vitest";
import { readTsv, writeTsv } from "./tsv.ts";

it("reads what spreadsheets copy", () => {
  expect(readTsv("a\tb\r\nc\td\r\n")).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  expect(readTsv('"two\r\nlines"\t"she said ""yes"""\n')).toEqual([["two\nlines", 'she said "yes"']]);
  expect(readTsv("alone")).toEqual([["alone"]]);
  expect(readTsv("")).toEqual([[""]]);
  expect(readTsv("\t\n\t")).toEqual([
    ["", ""],
    ["", ""],
  ]);
  expect(readTsv("a\n\nb")).toEqual([["a"], [""], ["b"]]);
});

it("takes a quote that encloses nothing as it stands", () => {
  expect(readTsv('"Pro" plan\tx')).toEqual([['"Pro" plan', "x"]]);
  expect(readTsv('"never closed\tx')).toEqual([['"never closed', "x"]]);
  expect(readTsv('5" screen\t6" screen')).toEqual([['5" screen', '6" screen']]);
});

it("gives back every block it wrote", () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom("", '"', '""', "a\tb", "a\nb", 'x"\ty', "=1+1", "é « ok »", "\n"),
    fc.stringMatching(/^["\t\n a]{0,6}$/),
  );
  // A carriage return comes back as what spreadsheets mean by it.
  const clean = cell.map((text) => text.replaceAll("\r", ""));
  const block = fc
    .integer({ min: 1, max: 5 })
    .chain((width) =>
      fc.array(fc.array(clean, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
    );
  fc.assert(
    fc.property(block, (rows) => {
      expect(readTsv(writeTsv(rows))).toEqual(rows);
    }),
    { numRuns: 1_000 },
  );
});
