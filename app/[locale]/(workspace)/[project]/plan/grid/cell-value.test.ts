import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCell, writeCell } from "./cell-value.ts";
import { COLUMN_KEYS, type ColumnKey } from "./grid-column.ts";
import { anyRows, row, WORDS } from "./testing/rows.ts";

function written(text: string, column: ColumnKey, given: Parameters<typeof row>[1] = {}) {
  const result = writeCell(row("Order", given), column, text, WORDS);
  return result.ok ? result.row[column as "owner"] : `${result.problem} ${result.detail}`.trim();
}

describe("writing into a cell", () => {
  it("takes what the cell says and what the plan calls it", () => {
    expect(written("status deprecated", "status")).toBe("deprecated");
    expect(written("Deprecated", "status")).toBe("deprecated");
    expect(written("shop", "category")).toBe("cat_b");
    expect(written("cat_a", "category")).toBe("cat_a");
    expect(written("", "category", { category: "cat_a" })).toBeUndefined();
    expect(written('campaign; "order, whole"', "bundles")).toEqual(["bdl_a", "bdl_b"]);
    expect(written("critical true", "critical")).toBe(true);
    expect(written("  ", "owner", { owner: "ana" })).toBeUndefined();
    expect(written("a, b;a", "tags")).toEqual(["a", "b"]);
  });

  it("writes the reader's language and leaves the other alone", () => {
    expect(written("New", "displayName", { displayName: { en: "Old", fr: "Vieux" } })).toEqual({
      en: "New",
      fr: "Vieux",
    });
    expect(written("", "displayName", { displayName: { en: "Old", fr: "Vieux" } })).toEqual({ fr: "Vieux" });
  });

  it("says why it cannot", () => {
    expect(written("", "name")).toBe("empty");
    expect(written("Books", "category")).toBe("unknown Books");
    expect(written("Campaign, Nothing", "bundles")).toBe("unknown Nothing");
    expect(written("", "status")).toBe("empty");
    expect(written("12", "properties")).toBe("readOnly");
    expect(written("x".repeat(1_001), "owner")).toMatch(/^tooLong/);
    expect(written("a\u0000b", "owner")).toMatch(/^badText/);
    expect(written("\ud800", "displayName")).toMatch(/^badText/);
  });
});

it("takes back what a cell says, and changes nothing by it", () => {
  fc.assert(
    fc.property(anyRows, fc.constantFrom(...COLUMN_KEYS.slice(0, -2)), ([first], column) => {
      if (!first) return;
      const result = writeCell(first, column, readCell(first, column, WORDS), WORDS);
      expect(result).toEqual({ ok: true, row: first });
    }),
    { numRuns: 1_000 },
  );
});
