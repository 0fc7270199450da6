import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../../../../lib/plan/edit.ts";
import { newBundle, newEvent, newMetric } from "../../../../../../lib/plan/new-object.ts";
import type { Plan } from "../../../../../../lib/plan/plan.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { bulkChanges, deprecationEdits, removalEdits } from "./bulk-edit.ts";
import { type EventRow, eventRow, NO_FINDINGS } from "./event-row.ts";
import { editsOfRows, rowEdits } from "./row-edits.ts";
import { sortRows } from "./sort-rows.ts";
import { anyRows, row, WORDS } from "./testing/rows.ts";
import { isSameView, viewState } from "./view-state.ts";

const ID = "evt_subject";

/** A plan in which everything exists that any row refers to. */
const PLAN: Plan = {
  ...referencePlan,
  categories: ["cat_a", "cat_b"].map((id) => ({ id, name: id, description: {} })),
  decisions: ["dec_a", "dec_b"].map((id) => ({ id, name: { en: id }, description: {} })),
  metrics: [newMetric({ id: "met_a", name: { en: "Revenue" } })],
  bundles: ["bdl_a", "bdl_b"].map((id) => newBundle({ id, name: id })),
  events: [newEvent({ id: ID, name: "Event 0", identifier: "event0" })],
  userProperties: [],
  groupTypes: [],
  journeys: [],
};

function rowOf(plan: Plan): EventRow {
  const [event] = plan.events;
  if (!event) throw new Error("no event");
  return eventRow(event, [], NO_FINDINGS);
}

describe("edits of a changed row", () => {
  it("make the plan's event what the row says, and back", () => {
    fc.assert(
      fc.property(anyRows, ([wanted]) => {
        if (!wanted) return;
        const before = rowOf(PLAN);
        const after = { ...wanted, id: ID };
        const there = applyEdits(PLAN, rowEdits(before, after));
        expect(there.ok ? rowOf(there.plan) : there.errors).toEqual(after);
        if (!there.ok) return;
        const back = applyEdits(there.plan, rowEdits(after, before));
        expect(back.ok ? rowOf(back.plan) : back.errors).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });
});

describe("one change to many events", () => {
  const rows = [row("A", { tags: ["x"] }), row("B", { tags: ["y", "z"], owner: "ana" })];
  const tags = (act: "add" | "remove" | "set") =>
    bulkChanges(rows, { field: "tags", act, values: ["x"] }).map(({ after }) => [after.name, after.tags]);

  it("adds, takes away or replaces, and leaves out what is so already", () => {
    expect(tags("add")).toEqual([["B", ["y", "z", "x"]]]);
    expect(tags("remove")).toEqual([["A", []]]);
    expect(tags("set")).toEqual([["B", ["x"]]]);
    expect(bulkChanges(rows, { field: "owner", value: "ana" }).map(({ after }) => after.name)).toEqual(["A"]);
    expect(bulkChanges(rows, { field: "owner", value: undefined }).map(({ after }) => after.name)).toEqual(["B"]);
    expect(editsOfRows(bulkChanges(rows, { field: "critical", value: true }))).toHaveLength(2);
  });

  it("deprecates all but the replacement, and removes with every reference", () => {
    const change = { field: "deprecation", text: { en: "Old", fr: "" }, replacementId: "evt_B" } as const;
    expect(deprecationEdits(rows, change)).toEqual([
      {
        command: "deprecate",
        target: { kind: "event", id: "evt_A" },
        changes: { text: { en: "Old" }, replacementId: "evt_B" },
      },
    ]);
    expect(removalEdits(rows.slice(0, 1))).toEqual([
      { command: "removeObject", kind: "event", id: "evt_A", cascade: true },
    ]);
  });
});

describe("the order of rows", () => {
  const rows = [row("b10"), row("É"), row("a", { status: "deprecated" }), row("b9", { status: "draft" })];
  const names = (column: "name" | "status" | null, down = false) =>
    sortRows(rows, column, down, WORDS).map(({ name }) => name);
  it("is that of a reader: accents and numbers where they are looked for", () => {
    expect(names("name")).toEqual(["a", "b9", "b10", "É"]);
    expect(names("name", true)).toEqual(["É", "b10", "b9", "a"]);
    expect(names("status")).toEqual(["b9", "b10", "É", "a"]);
    expect(names(null)).toEqual(["b10", "É", "a", "b9"]);
  });
});

describe("what a view keeps", () => {
  const NO_CHOICE = { category: [], status: [], owner: [], tag: [], source: [], call: [] };
  const filter = { ...NO_CHOICE, q: "order", critical: true, findings: false, status: ["draft"] };
  it("is only what differs from an untouched grid", () => {
    const view = viewState({ filter, sort: "owner", down: true, columns: ["name", "owner"] });
    expect(view).toEqual({
      filter: { q: "order", critical: true, status: ["draft"] },
      sort: "owner",
      down: true,
      columns: ["name", "owner"],
    });
    const again = { ...view, filter: { status: ["draft"], critical: true, q: "order" } };
    expect(isSameView(view, again)).toBe(true);
    expect(isSameView(view, { ...view, down: false })).toBe(false);
  });
});
