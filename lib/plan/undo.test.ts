import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit, applyEdits, type Edit, replayEdits, touchedFields } from "./edit.ts";
import type { Plan } from "./plan.ts";
import { referencePlan } from "./reference-plan.ts";
import { afterAccepted, anyEdit, anyPlan } from "./testing/random-edit.ts";
import { narrowEditsBetween, withoutChange } from "./undo.ts";

const RUNS = { numRuns: 300 };
const EVENT = "evt_order_completed";

function changedBy(plan: Plan, ...edits: Edit[]): Plan {
  const result = applyEdits(plan, edits);
  if (!result.ok) throw new Error(result.errors.map(({ en }) => en).join());
  return result.plan;
}

function undone(before: Plan, changed: Plan, current: Plan): Plan {
  const result = withoutChange(before, changed, current);
  if (!result.ok) throw new Error(result.conflicts.map(({ path }) => path).join());
  return result.plan;
}

describe("taking a change back", () => {
  it("gives the plan before it, whatever the edit was", () => {
    fc.assert(
      fc.property(anyPlan, anyEdit, (before, edit) => {
        const result = applyEdit(before, edit);
        fc.pre(result.ok);
        if (!result.ok) return;
        expect(undone(before, result.plan, result.plan)).toEqual(before);
        // And again forward.
        expect(undone(result.plan, before, before)).toEqual(result.plan);
      }),
      RUNS,
    );
  });

  it("keeps what somebody else wrote in other fields", () => {
    const mine = changedBy(referencePlan, {
      command: "renameEvent",
      id: EVENT,
      name: "Order Paid",
      keepFormerName: true,
    });
    const theirs: Edit = { command: "updateEvent", id: EVENT, changes: { owner: "somebody", tags: { add: ["new"] } } };
    const now = changedBy(mine, theirs);
    expect(undone(referencePlan, mine, now)).toEqual(changedBy(referencePlan, theirs));
  });

  it("is refused where somebody wrote in the same field since", () => {
    const mine = changedBy(referencePlan, {
      command: "updateEvent",
      id: EVENT,
      changes: { description: { en: "Mine" } },
    });
    const now = changedBy(mine, { command: "updateEvent", id: EVENT, changes: { description: { en: "Theirs" } } });
    const result = withoutChange(referencePlan, mine, now);
    expect(result.ok ? [] : result.conflicts.map(({ path }) => path)).toEqual([`event/${EVENT}/description.en`]);
  });
});

describe("narrow edits between two plans", () => {
  it("turn the first into the second", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (before, wanted) => {
        expect(replayEdits(before, narrowEditsBetween(before, wanted))).toEqual(wanted);
      }),
      RUNS,
    );
  });

  it("touch single fields of an event where only those differ", () => {
    const changed = afterAccepted(referencePlan, [
      { command: "renameEvent", id: EVENT, name: "Order Paid", keepFormerName: true },
      { command: "updateEvent", id: EVENT, changes: { owner: "somebody", tags: { add: ["new"] } } },
      { command: "deprecate", target: { kind: "event", id: EVENT }, changes: { text: { en: "Old" } } },
    ]);
    const paths = narrowEditsBetween(changed, referencePlan).flatMap(touchedFields);
    expect(paths).toContain(`event/${EVENT}/name`);
    expect(paths).toContain(`event/${EVENT}/owner`);
    expect(paths).not.toContain(`event/${EVENT}`);
  });
});
