import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SafePattern, toRe2Syntax } from "./pattern.ts";

const PATTERNS = [
  "^[A-Z0-9-]+$",
  "\\s",
  "\\S+",
  "^[\\s,]+$",
  "[^\\s]",
  "[\\S]",
  "\\d{2,3}",
  "[\\D]",
  "\\w+@\\w+",
  "[\\W]",
  "\\bword\\b",
  "^.$",
  "^.*$",
  "\\u0041",
  "[\\u{1F389}a]",
  "\\uD83C\\uDF89",
  "\\p{Letter}",
  "\\p{L}+",
  "^\\p{Script=Greek}$",
  "\\p{Lu}",
  "[^]",
  "[]",
  "[[]",
  "a|b",
  "(?<year>\\d{4})-\\d\\d",
  "^\\$\\.\\*\\/\\-?",
  "^$",
  "[\\b]",
  "\\x41",
  "\\cJ",
  "\\0",
  "a{0,3}b",
  "(?:x+x+)+y",
];

/** `\-` is an error under the `u` flag outside a class; everything else is read by ECMAScript as it stands. */
function native(pattern: string): RegExp {
  return new RegExp(pattern.replace("\\-?", "-?"), "u");
}

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(..."aAbx@_- \t\n\r\u2028\u00a0\ufeff09,[]$./*é🎉αΩ\b\0"), maxLength: 8 }),
);

describe("patterns in RE2's syntax", () => {
  it.each(PATTERNS)("%s matches what ECMAScript matches", (pattern) => {
    const safe = new SafePattern(pattern.replace("\\-?", "-?"));
    expect(safe.problem).toBeUndefined();
    const reference = native(pattern);
    fc.assert(
      fc.property(text, (value) => safe.test(value) === reference.test(value)),
      { numRuns: 300 },
    );
  });

  it("refuses what cannot be matched in linear time, and then matches nothing", () => {
    for (const pattern of ["(?=a)", "(a)\\1", "a{1001}"]) {
      const safe = new SafePattern(pattern);
      expect(safe.problem).toBeTypeOf("string");
      expect(safe.test("aa")).toBe(false);
    }
  });

  it("stays linear where backtracking is exponential", () => {
    expect(new SafePattern("^(a+)+$").test(`${"a".repeat(50_000)}!`)).toBe(false);
  });

  it("keeps brackets inside classes as characters", () => {
    expect(toRe2Syntax("[[:alpha:]]")).toBe("[\\[:alpha:]]");
  });
});
