import fc from "fast-check";
import { expect, it } from "vitest";
import { joinWords, splitWords } from "./word-list.ts";

it("separates at commas, semicolons and line breaks, each word once", () => {
  expect(splitWords("web; ios, android\nweb")).toEqual(["web", "ios", "android"]);
  expect(splitWords(" , ;")).toEqual([]);
  expect(splitWords('"a, b", c')).toEqual(["a, b", "c"]);
  expect(splitWords('5" phones, x')).toEqual(['5" phones', "x"]);
});

it("gives back the words it joined", () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('"', ",", ";", 'a"b', " x", "a\nb", '"q"'));
  fc.assert(
    fc.property(fc.uniqueArray(word.filter((one) => one !== "")), (words) => {
      expect(splitWords(joinWords(words))).toEqual(words);
    }),
    { numRuns: 1_000 },
  );
});
