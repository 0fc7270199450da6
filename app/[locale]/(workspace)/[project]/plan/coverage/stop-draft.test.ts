import { beforeAll, expect, it } from "vitest";
import { gatherFacts } from "../../../../../../lib/plan/rules/facts.ts";
import type { PlacedProperty } from "../../../../../../lib/plan/rules/rule.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { closeBranch, listBranches } from "../../../../../../lib/plan/store-branch.ts";
import { makeReviewWorld, type ReviewWorld } from "../../../../../../lib/review/testing.ts";
import { usePlanDb } from "../../../../../../lib/store/testing.ts";
import { draftStop } from "./stop-draft.ts";

usePlanDb();

let here: ReviewWorld;
let placed: PlacedProperty;

beforeAll(async () => {
  here = await makeReviewWorld();
  const { properties } = gatherFacts((await loadPlan(here.owner)).plan, {});
  const found = properties.find(({ property }) => property.status === "active");
  if (found === undefined) throw new Error("no property");
  placed = found;
});

const going = async () => (await listBranches(here.editor, { going: true })).map(({ name }) => name);

it("opens the branch that deprecates the property already, and makes another once that is closed", async () => {
  const first = await draftStop(here.editor, placed, "Stop");
  expect(await draftStop(here.editor, placed, "Stop")).toBe(first);
  expect(await going()).toEqual(["main", first]);
  await closeBranch(here.editor, first);
  expect(await draftStop(here.editor, placed, "Stop")).toBe(`${first}-2`);
});

it("leaves no empty branch going when the change is refused", async () => {
  const before = await going();
  const gone = { ...placed, property: { ...placed.property, id: "prp_gone", name: "gone" } } as PlacedProperty;
  await expect(draftStop(here.editor, gone, "Stop")).rejects.toThrow();
  expect(await going()).toEqual(before);
});
