import { describe, expect, it } from "vitest";
import type { EventRow } from "./event-row.ts";
import { blankRow } from "./paste-plan.ts";
import { filterChoices, filterRows, isFiltered, NO_FILTER, NONE, type RowFilter } from "./row-filter.ts";

function row(id: string, given: Partial<EventRow> = {}): EventRow {
  return { ...blankRow(id, id), ...given };
}

const ROWS = [
  row("Order Completed", { category: "cat_a", tags: ["shop"], critical: true, propertyNames: ["total", "currency"] }),
  row("Page Viewed", { callType: "page", owner: "ana", displayName: { fr: "Écran vu" }, sources: ["web"] }),
  row("Signed Up", { category: "cat_b", status: "draft", findings: { count: 2, worst: "warning" } }),
];

function shown(filter: Partial<RowFilter>): string[] {
  return filterRows(ROWS, { ...NO_FILTER, ...filter }).map((one) => one.id);
}

describe("filterRows", () => {
  it("finds every word anywhere, accents and capitals apart", () => {
    expect(shown({ q: "ecran" })).toEqual(["Page Viewed"]);
    expect(shown({ q: "order CURRENCY" })).toEqual(["Order Completed"]);
    expect(shown({ q: "order currency absent" })).toEqual([]);
  });

  it("joins kinds of choices by and, choices of a kind by or", () => {
    expect(shown({ category: ["cat_a", "cat_b"] })).toEqual(["Order Completed", "Signed Up"]);
    expect(shown({ category: ["cat_a", "cat_b"], status: ["draft"] })).toEqual(["Signed Up"]);
    expect(shown({ call: ["page"] })).toEqual(["Page Viewed"]);
  });

  it("offers and finds what has none", () => {
    expect(filterChoices(ROWS).owner).toEqual(["ana", NONE]);
    expect(shown({ owner: [NONE] })).toEqual(["Order Completed", "Signed Up"]);
    expect(shown({ tag: [NONE] })).toEqual(["Page Viewed", "Signed Up"]);
    expect(shown({ source: ["web", NONE] })).toHaveLength(3);
  });

  it("shows only critical events, or only those with findings", () => {
    expect(shown({ critical: true })).toEqual(["Order Completed"]);
    expect(shown({ findings: true })).toEqual(["Signed Up"]);
    expect(isFiltered(NO_FILTER)).toBe(false);
    expect(isFiltered({ ...NO_FILTER, findings: true })).toBe(true);
  });

  it("finds one property among the 30,000 of 2,000 events", () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      row(`Event ${index}`, { propertyNames: Array.from({ length: 15 }, (_, at) => `property_${index}_${at}`) }),
    );
    expect(filterRows(many, { ...NO_FILTER, q: "property_1999" })).toHaveLength(1);
  });
});
