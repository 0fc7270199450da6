import fc from "fast-check";
import { expect, it } from "vitest";
import { storableText, unstorableIn } from "./storable.ts";

it("names a text, or the name of a field, that no store keeps", () => {
  expect(unstorableIn({ of: [{ name: "fine" }, { value: "a\0b" }] })?.path).toBe("/of/1/value");
  expect(unstorableIn({ of: { "a\0/b": 1 } })?.path).toBe("/of/a~1b");
  expect(unstorableIn("\ud800")?.path).toBe("");
  expect(unstorableIn(["\ude00\ud83d"])?.path).toBe("/0");
  expect(unstorableIn({ text: "a😀\u0001\\u0000" })).toBeUndefined();
  expect(unstorableIn([new Uint8Array(2), Buffer.from("\0")])).toBeUndefined();
  expect(unstorableIn([null, 1, true, undefined])).toBeUndefined();
});

it("walks any depth without exhausting the stack", () => {
  let deep: unknown = "\0";
  for (let level = 0; level < 200_000; level++) deep = [deep];
  expect(unstorableIn(deep)?.en).toContain("levels");
});

it("refuses exactly what does not come back from a store as it went in", () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ stringUnit: "binary", maxDepth: 4 }),
      fc.constantFrom("", "\0", "\udc00"),
      (value, bad) => {
        const given = { given: value, last: `x${bad}` };
        expect(unstorableIn(given) === undefined).toBe(bad === "" && unstorableIn(value) === undefined);
      },
    ),
  );
});

it("makes a text storable, and leaves every other as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(unstorableIn(storableText(text))).toBeUndefined();
      if (unstorableIn(text) === undefined) expect(storableText(text)).toBe(text);
    }),
  );
});
