/** Random texts, numbers and values, such as people and machines write them. */

import fc from "fast-check";
import { holdsProtoKey } from "../../plan/json-value.ts";
import type { Json } from "../../plan/plan.ts";

const noNul = (text: string) => text.replaceAll("\u0000", "·");
/** Any Unicode, halves of surrogate pairs and control characters included. */
export const anyText = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(
      "yes",
      "null",
      "~",
      "1e3",
      "0x1F",
      "=1+1",
      "- a",
      "a: b",
      "# c",
      "'=x",
      "{a}",
      "[1]",
      "  lead",
      "trail ",
      "a\nb\n",
      "\n\nx",
      "\t",
      "Oui",
      "1;2",
      "a, b",
    ),
  )
  .map(noNul);
/** Names hold whole characters only. */
export const word = anyText.map((text) => text.replace(/\p{Cs}/gu, "") || "x");
export const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
export const localized = fc.record({ en: maybe(anyText), fr: maybe(anyText) }).map((text) => drop(text));

export function drop<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

let counter = 0;
export const id = (prefix: string) => {
  counter += 1;
  return `${prefix}_${counter}`;
};

export const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }).map((n) => n + 0),
);
export const nullable = maybe(fc.constant(true));
export const count = maybe(fc.nat(1000));

/** No plan holds a key `__proto__`: see json-value.ts. */
export const json = fc
  .jsonValue({ maxDepth: 2 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json)
  .filter((value) => !holdsProtoKey(value));
