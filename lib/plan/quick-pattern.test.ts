import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SafePattern } from "./pattern.ts";
import { simplePattern } from "./quick-pattern.ts";

const SIMPLE = [
  "^[A-Z]{2}-[0-9]+$",
  "^[a-z0-9.-]+@[A-Z]",
  "^\\d{4}-\\d{2}-\\d{2}$",
  "^\\w+ \\w*$",
  "^[+]?[0-9]{2,5}",
  "^#[0-9a-fA-F]{6}$",
  "^https://a\\.b/[\\w]*$",
  "^a?b*c+$",
  "^$",
  "^",
  "^[$.]",
];

/** What these leave to RE2: look-around, groups, other scripts, and repetitions that could share their characters. */
const LEFT = [
  "[0-9]+x",
  "^(a+)+$",
  "^a*a*b",
  "^a*b{0}a*$",
  "^\\w+\\d$",
  "^[a-z]+?x",
  "^a|b",
  "^.$",
  "^[^a]$",
  "^é$",
  "^\\s+$",
  "^\\p{L}$",
  "^a{2}{3}",
  "^[z-a]$",
  "^[[a]]$",
  "^\\u0041",
  "^a$b",
  "^[\\w-z]$",
  "^(?=a)a",
];

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."aAbcxZ_-.@#+$^ 09é\n/"), maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.constantFrom("FR-12", "a.b-9@Z", "2026-11-21", "#00ffAA", "https://a.b/x", "abbc", "+12345", "\ud800", "a b"),
);

describe("simple patterns", () => {
  it.each(SIMPLE)("%s matches on the engine what it matches in RE2", (source) => {
    const simple = simplePattern(source);
    expect(simple).toBeDefined();
    const safe = new SafePattern(source);
    expect(safe.problem).toBeUndefined();
    fc.assert(
      fc.property(text, (value) => simple?.test(value) === safe.test(value)),
      { numRuns: 500 },
    );
  });

  it.each(LEFT)("%s is left to RE2", (source) => {
    expect(simplePattern(source)).toBeUndefined();
  });

  it("are nothing but what both engines read alike", () => {
    const piece = fc.constantFrom(
      "a",
      "b",
      "-",
      "[ab]",
      "[0-9]",
      "\\d",
      "\\w",
      "[b-]",
      "{2}",
      "+",
      "*",
      "?",
      "{0,2}",
      "$",
    );
    const source = fc.array(piece, { maxLength: 8 }).map((pieces) => `^${pieces.join("")}`);
    const value = fc.string({ unit: fc.constantFrom(..."ab-01c"), maxLength: 8 });
    fc.assert(
      fc.property(source, fc.array(value, { minLength: 5, maxLength: 5 }), (made, values) => {
        const simple = simplePattern(made);
        if (simple === undefined) return;
        const safe = new SafePattern(made);
        expect(safe.problem).toBeUndefined();
        for (const each of values) expect([made, each, simple.test(each)]).toEqual([made, each, safe.test(each)]);
      }),
      { numRuns: 2_000 },
    );
  });
});
