import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DiffLine, diffHunks, diffLines } from "./line-diff.ts";

const told = (all: readonly DiffLine[]) =>
  all.map(({ kind, text }) => `${kind === "same" ? " " : kind === "added" ? "+" : "-"}${text}`);
const side = (all: readonly DiffLine[], left: DiffLine["kind"]) =>
  all.filter(({ kind }) => kind !== left).map(({ text }) => text);

describe("the lines that differ", () => {
  test("are those of both texts, and as few as possible", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "d", ""), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const all = diffLines(before.map((line) => `${line}\n`).join(""), after.map((line) => `${line}\n`).join(""));
        expect(side(all, "added")).toEqual(before);
        expect(side(all, "removed")).toEqual(after);
        // Nothing is removed and added again next to where it stood.
        for (const [at, one] of all.entries())
          if (one.kind === "removed" && all[at + 1]?.kind === "added") expect(all[at + 1]?.text).not.toBe(one.text);
      }),
    );
    expect(told(diffLines("a\nb\nc\n", "a\nx\nc\nd\n"))).toEqual([" a", "-b", "+x", " c", "+d"]);
  });

  test("stand with their neighbours, apart from others", () => {
    const before = Array.from({ length: 20 }, (_, at) => `line ${at}`);
    const after = before.map((line, at) => (at === 3 || at === 16 ? `${line} changed` : line));
    const hunks = diffHunks(diffLines(before.join("\n"), after.join("\n")));
    expect(hunks.map(told)).toEqual([
      [" line 1", " line 2", "-line 3", "+line 3 changed", " line 4", " line 5"],
      [" line 14", " line 15", "-line 16", "+line 16 changed", " line 17", " line 18"],
    ]);
    expect(diffHunks(diffLines("a\nb", "a\nb"))).toEqual([]);
  });

  test("of long texts without much in common are told all the same", () => {
    const [before, after] = ["x", "y"].map((sign) =>
      Array.from({ length: 2_500 }, (_, at) => `${sign}${at}`).join("\n"),
    );
    expect(diffLines(before ?? "", after ?? "")).toHaveLength(5_000);
  });
});
