// @vitest-environment happy-dom

/** A finding that is let pass where it stands. */

import { afterEach, expect, it } from "vitest";
import { applyEdits } from "../../../../../../lib/plan/edit.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { findFindings, judgePlan } from "../../../../../../lib/plan/rules/find-findings.ts";
import { PlanDesk, TEXTS } from "../testing/plan-desk.tsx";
import { PassButton } from "./pass-button.tsx";

const desk = new PlanDesk(referencePlan, async (edits) => {
  const result = applyEdits(desk.plan, edits);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.plan;
});

afterEach(() => desk.show(() => null));

it("takes the finding off the list for a reason, until a day", async () => {
  const [finding] = findFindings(referencePlan).filter(({ severity }) => severity !== "error");
  if (finding === undefined) throw new Error("the plan has a finding");
  const { code, target } = finding;
  const objectId = target.propertyId ?? target.id;
  await desk.show(() => <PassButton rule={code} objectId={objectId} text={finding.en} />);
  await desk.press(desk.button(TEXTS.finding.pass));
  expect(document.body.textContent).toContain(finding.en);
  const [reason] = desk.all<HTMLTextAreaElement>("form textarea");
  const [until] = desk.all<HTMLInputElement>("form input[type=date]");
  if (!reason || !until) throw new Error("a control is missing");
  await desk.type(reason, "Named by the vendor.");
  await desk.type(until, "2099-12-31");
  await desk.submit(desk.all("form").at(-1) ?? null);
  expect(desk.plan.settings.standards.suppressions.at(-1)).toMatchObject({
    ...{ rule: code, objectId, reason: "Named by the vendor.", until: "2099-12-31" },
  });
  expect(judgePlan(desk.plan).suppressed.map(({ code: rule }) => rule)).toContain(code);
});
