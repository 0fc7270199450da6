// @vitest-environment happy-dom

import { afterEach, expect, it } from "vitest";
import { newProperty } from "../../../../../../lib/plan/new-object.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { PlanDesk, TEXTS } from "../testing/plan-desk.tsx";
import { ValuesControl } from "./constraint-control.tsx";
import { PropertyEditor } from "./property-editor.tsx";

const nothing = () => undefined;
const desk = new PlanDesk(referencePlan, async () => referencePlan);
afterEach(() => desk.show(() => null));

it("keeps every value that is added while the one before is being saved", async () => {
  const saved: unknown[] = [];
  const save = (value: unknown) => {
    saved.push(value);
    return new Promise(nothing);
  };
  await desk.show(() => (
    <ValuesControl label="Allowed values" value={undefined} numeric={false} disabled={false} onSave={save} />
  ));
  for (const word of ["card", "transfer", "wallet"]) {
    const [field] = desk.all<HTMLInputElement>("input");
    if (field !== undefined) await desk.type(field, word);
  }
  expect(saved.at(-1)).toEqual(["card", "transfer", "wallet"]);
});

it("changes a nested type on top of a change that is not shown yet", async () => {
  const saved: unknown[] = [];
  const slow = new PlanDesk(referencePlan, async (edits) => {
    saved.push(...edits);
    return referencePlan;
  });
  const property = newProperty({
    ...{ id: "prp_codes", name: "codes" },
    type: { kind: "array", items: { kind: "string" } },
  });
  const place = { in: "event", id: referencePlan.events[0]?.id ?? "" } as const;
  await slow.show(() => (
    <PropertyEditor located={{ property, place, trail: [], siblings: [] }} backLabel="Back" onOpen={nothing} />
  ));
  await slow.type(slow.labelled(TEXTS.constraint.minLength), "2");
  await slow.type(slow.labelled(TEXTS.constraint.maxLength), "4");
  await slow.show(() => null);
  const type = { kind: "array", items: { kind: "string", minLength: 2, maxLength: 4 } };
  expect(saved.at(-1)).toMatchObject({ changes: { type } });
});
