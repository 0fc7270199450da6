import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PropertyType } from "./plan.ts";
import { assignSlots, storedKinds } from "./store-slots.ts";
import { anyPlan } from "./testing/random-edit.ts";

describe("slots", () => {
  it("are given once, never shared within an event, and never missing after publishing", () => {
    fc.assert(
      fc.property(fc.array(anyPlan, { minLength: 1, maxLength: 4 }), (versions) => {
        let slots: ReturnType<typeof assignSlots> = [];
        for (const plan of versions) {
          const before = slots;
          slots = [...slots, ...assignSlots(plan, slots)];
          expect(slots.slice(0, before.length)).toEqual(before);
          expect(assignSlots(plan, slots)).toEqual([]);
        }
        const columns = slots
          .filter(({ slot }) => slot !== "overflow")
          .map(({ eventId, slot }) => `${eventId} ${slot}`);
        expect(new Set(columns).size).toBe(columns.length);
        for (const { storedAs, slot } of slots) {
          if (slot === "overflow") continue;
          expect(slot.startsWith("n")).toBe(["number", "boolean", "datetime"].includes(storedAs));
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each<[PropertyType, string[]]>([
    [{ kind: "integer" }, ["number"]],
    [{ kind: "boolean", nullable: true }, ["boolean"]],
    [{ kind: "string" }, ["string"]],
    [{ kind: "string", format: "date-time" }, ["datetime"]],
    [{ kind: "string", format: "date" }, ["string"]],
    [{ kind: "null" }, []],
    [{ kind: "object", open: true, properties: [] }, []],
    [{ kind: "array", items: { kind: "string" } }, ["json"]],
    [{ kind: "any" }, ["json"]],
    [{ kind: "union", anyOf: [{ kind: "number" }, { kind: "integer" }, { kind: "string" }] }, ["number", "string"]],
    [{ kind: "union", anyOf: [{ kind: "object", open: true, properties: [] }, { kind: "null" }] }, ["json"]],
  ])("%j is stored as %j", (type, kinds) => expect(storedKinds(type)).toEqual(kinds));
});
