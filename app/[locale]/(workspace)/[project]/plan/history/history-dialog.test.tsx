// @vitest-environment happy-dom

/** Looking up what a field has held, and giving it that again. */

import { afterEach, expect, it, vi } from "vitest";
import { applyEdits } from "../../../../../../lib/plan/edit.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { FieldControl } from "../editing/field-control.tsx";
import { EVENT_FIELDS } from "../fields.ts";
import { AttachedBundles } from "../panel/attached-bundles.tsx";
import { PlanDesk, TEXTS } from "../testing/plan-desk.tsx";
import type { ShownMoment } from "./shown-moment.ts";
// The dialog is loaded when it is first opened, which here is at once.
import "./history-dialog.tsx";

const asked: string[] = [];
let moments: readonly ShownMoment[] = [];
// What the server answers; the store behind it has tests of its own.
vi.mock("./actions.ts", () => ({
  fieldHistoryAction: async (_slug: string, branch: string, path: string) => {
    asked.push(`${branch} ${path}`);
    return moments;
  },
}));

const desk = new PlanDesk(referencePlan, async (edits) => {
  const result = applyEdits(desk.plan, edits);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.plan;
});
afterEach(() => desk.show(() => null));

const event = () => {
  const found = desk.plan.events.find(({ id }) => id === "evt_search");
  if (!found) throw new Error("no event");
  return found;
};

async function showField(field: "owner" | "description" | "name"): Promise<void> {
  await desk.show(() => (
    <FieldControl
      subject={{ kind: "event", id: "evt_search" }}
      field={field}
      spec={EVENT_FIELDS[field]}
      value={event()[field]}
    />
  ));
}

const ANN = { by: "Ann", at: "2026-03-04T10:00:00.000Z" };

it("lists the values of a field with who, when and why, and restores one", async () => {
  moments = [
    { revision: 9, ...ANN, value: { en: "Now" } },
    { ...ANN, revision: 5, value: { en: "Before" }, published: { version: 2, notes: "Second" } },
    { revision: 0 },
  ];
  await showField("description");
  await desk.press(desk.button("Earlier values of Description"));
  expect(asked).toEqual(["main event/evt_search/description"]);
  const text = document.body.textContent ?? "";
  expect(text).toContain("Published in version 2: Second");
  expect(text).toContain("As the branch began");
  await desk.press(desk.button("Restore"));
  expect(event().description).toEqual({ en: "Before" });
});

it("empties what may be empty, and offers no empty name", async () => {
  moments = [{ revision: 9, ...ANN, value: "Now" }, { revision: 0 }];
  await desk.save([{ command: "updateEvent", id: "evt_search", changes: { owner: "Now" } }]);
  await showField("owner");
  await desk.press(desk.button("Earlier values of Owner"));
  await desk.press(desk.button("Restore"));
  expect(event().owner).toBeUndefined();
  await showField("name");
  await desk.press(desk.button(`Earlier values of ${TEXTS.field.name}`));
  expect(desk.button("Restore")).toBeUndefined();
});

it("marks bundled properties that something else replaces, and replaces one", async () => {
  const order = () => desk.plan.events.find(({ bundles }) => bundles.length > 0);
  await desk.show((plan) => {
    const shown = order();
    return shown && <AttachedBundles event={shown} bundles={plan.bundles} />;
  });
  const [first] = desk.all<HTMLElement>("button").filter((one) => one.textContent === "Replace here");
  await desk.press(first);
  expect(document.body.textContent).toContain("Replaced here");
  const bundled = desk.plan.bundles.find(({ id }) => order()?.bundles.includes(id))?.properties[0];
  expect(order()?.properties.map(({ name }) => name)).toContain(bundled?.name);
});
