import { expect, it } from "vitest";
import { applyEdits } from "./edit.ts";
import { referencePlan } from "./reference-plan.ts";
import { sharingObjects } from "./share-objects.ts";

const edited = applyEdits(referencePlan, [
  { command: "updateEvent", id: "evt_search", changes: { owner: "Ann" } },
  { command: "reorderObjects", kind: "event", ids: referencePlan.events.map(({ id }) => id).toReversed() },
]);

it("a plan that was read apart shares every object it holds alike, and is the same plan", () => {
  if (!edited.ok) throw new Error("the edits were refused");
  const apart = structuredClone(edited.plan);
  const shared = sharingObjects(apart, referencePlan);
  expect(shared).toEqual(apart);
  const own = new Set<unknown>([...referencePlan.events, ...referencePlan.bundles, ...referencePlan.metrics]);
  const unshared = [...shared.events, ...shared.bundles, ...shared.metrics].filter((object) => !own.has(object));
  expect(unshared.map(({ id }) => id)).toEqual(["evt_search"]);
});

it("without another plan it is itself", () => {
  expect(sharingObjects(referencePlan, undefined)).toBe(referencePlan);
  expect(sharingObjects(referencePlan, referencePlan)).toBe(referencePlan);
});
