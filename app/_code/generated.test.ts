import { expect, it } from "vitest";
import { TARGETS } from "../../codegen/targets.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { codeOfEvent, wholeCode } from "./generated.ts";

const published = freezePlan(referencePlan);
const [event, other] = referencePlan.events;
if (event === undefined || other === undefined) throw new Error("two events are needed");

it("is made once for the same plan, and again when the event changes", async () => {
  const first = codeOfEvent(referencePlan, event, "typescript", undefined);
  expect(codeOfEvent({ ...referencePlan }, { ...event }, "typescript", undefined)).toBe(first);
  const changed = { ...event, description: { en: "Other words." } };
  const plan = { ...referencePlan, events: referencePlan.events.map((one) => (one === event ? changed : one)) };
  expect([...(await codeOfEvent(plan, changed, "typescript", undefined)).values()][0]).toContain("Other words.");
  expect(wholeCode(published, "python")).toBe(wholeCode(freezePlan(referencePlan), "python"));
});

it("of a plan that is refused is asked for again", async () => {
  const alike = { ...other, identifier: event.identifier };
  const plan = { ...referencePlan, events: [event, alike] };
  const refused = codeOfEvent(plan, event, "typescript", undefined);
  await expect(refused).rejects.toThrow("identifier");
  expect(codeOfEvent(plan, event, "typescript", undefined)).not.toBe(refused);
  await expect(codeOfEvent(plan, event, "typescript", undefined)).rejects.toThrow();
});

it("of every target lies in a folder each", async () => {
  const folders = new Set([...(await wholeCode(published, "all")).keys()].map((path) => path.split("/")[0]));
  expect([...folders].sort()).toEqual([...TARGETS].sort());
});
