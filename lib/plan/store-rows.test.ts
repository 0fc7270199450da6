import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replayEdits } from "./edit.ts";
import { referencePlan } from "./reference-plan.ts";
import { arrange, isStorable, rowChanges } from "./store-rows.ts";

const ids = ["a", "b", "c", "d", "e", "f", "g", "h"];

describe("places of objects", () => {
  it("always grow, and stay wherever they can", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(ids, { minLength: 1 }),
        fc.dictionary(fc.constantFrom(...ids), fc.integer({ min: -50, max: 50 })),
        (order, known) => {
          const placed = arrange(order, (id) => known[id]);
          const numbers = order.map((id) => placed.get(id) ?? Number.NaN);
          for (let at = 1; at < numbers.length; at++)
            expect(numbers[at]).toBeGreaterThan(numbers[at - 1] ?? Number.NaN);
        },
      ),
    );
  });

  it("change for the moved object alone", () => {
    fc.assert(
      fc.property(fc.nat(7), fc.nat(7), (from, to) => {
        const before = arrange(ids, () => undefined);
        const moved = ids.toSpliced(from, 1).toSpliced(to, 0, ids[from] ?? "");
        const after = arrange(moved, (id) => before.get(id));
        expect(ids.filter((id) => before.get(id) !== after.get(id)).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("are spread out anew when there is no room left", () => {
    let known = new Map([
      ["a", 0],
      ["b", 1e-6],
    ]);
    for (let round = 0; round < 200; round++) {
      const order = ["a", `x${round}`, ...[...known.keys()].filter((id) => id !== "a")];
      known = arrange(order, (id) => known.get(id));
      const numbers = order.map((id) => known.get(id) ?? Number.NaN);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect(new Set(numbers).size).toBe(numbers.length);
    }
  });
});

describe("rows to write", () => {
  it("are those of the objects that changed", () => {
    const { positions } = rowChanges(undefined, referencePlan);
    const after = replayEdits(referencePlan, [
      { command: "updateEvent", id: "evt_old", changes: { owner: "x" } },
      { command: "removeObject", kind: "event", id: "evt_draft" },
    ]);
    const { writes, removals } = rowChanges({ plan: referencePlan, positions }, after);
    expect(writes.map(({ kind, objectId }) => [kind, objectId])).toEqual([["event", "evt_old"]]);
    expect(removals).toEqual([{ kind: "event", objectId: "evt_draft" }]);
  });
});

describe("texts PostgreSQL can hold", () => {
  it("are all but U+0000 and half pairs", () => {
    for (const text of ["", "é", "🎉", "\\u0000", "\\ud800", "\u0001", "a\\\\u0000"])
      expect(isStorable([text]), text).toBe(true);
    for (const text of ["\u0000", "\ud800", "\udc00a", "\\\ud83d"]) expect(isStorable([text])).toBe(false);
  });
});
