import { expect, it } from "vitest";
import { diffPlans } from "./diff.ts";
import { keptDiff } from "./kept-diff.ts";
import { referencePlan } from "./reference-plan.ts";

it("compares each pair of plans once, in either direction", () => {
  const [first] = referencePlan.events;
  const later = { ...referencePlan, events: referencePlan.events.filter((event) => event !== first) };
  expect(keptDiff(referencePlan, later)).toEqual(diffPlans(referencePlan, later));
  expect(keptDiff(later, referencePlan)).toEqual(diffPlans(later, referencePlan));
  expect(keptDiff(referencePlan, later)).toBe(keptDiff(referencePlan, later));
  expect(keptDiff(referencePlan, { ...later })).not.toBe(keptDiff(referencePlan, later));
});
