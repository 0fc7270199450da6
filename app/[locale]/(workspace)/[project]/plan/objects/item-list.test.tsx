// @vitest-environment happy-dom

import { afterEach, expect, it } from "vitest";
import { applyEdits } from "../../../../../../lib/plan/edit.ts";
import { findEvent } from "../../../../../../lib/plan/find.ts";
import type { PlanEvent } from "../../../../../../lib/plan/plan.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { TriggersEditor } from "../panel/triggers-editor.tsx";
import { PlanDesk, TEXTS } from "../testing/plan-desk.tsx";

const desk = new PlanDesk(referencePlan, async (edits) => {
  const result = applyEdits(desk.plan, edits);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.plan;
});
afterEach(() => desk.show(() => null));

it("opens what was added, and nothing else, with the focus in it", async () => {
  await desk.show((plan) => <TriggersEditor event={findEvent(plan, "evt_order_completed") as PlanEvent} />);
  const before = desk.all("details").length;
  const name = desk.named<HTMLInputElement>(TEXTS.trigger.new);
  await desk.type(name, "At the till");
  await desk.submit(name.closest("form"));
  const open = desk.all<HTMLDetailsElement>("details").map((one) => one.open);
  expect(open).toEqual([...Array(before).fill(false), true]);
  const added = desk.all("details").at(-1);
  expect(added?.querySelector("summary")?.textContent).toBe("At the till");
  expect(added?.contains(document.activeElement)).toBe(true);
});
