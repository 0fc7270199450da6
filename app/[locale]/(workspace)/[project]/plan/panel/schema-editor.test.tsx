// @vitest-environment happy-dom

/** Editing the JSON Schema of an event: what changes is shown first, and what is typed is never lost. */

import { afterEach, expect, it } from "vitest";
import { readSchemaText, schemaText } from "../../../../../../lib/format/schema-edits.ts";
import { diffPlans } from "../../../../../../lib/plan/diff.ts";
import { applyEdits, replayEdits } from "../../../../../../lib/plan/edit.ts";
import type { PlanEvent } from "../../../../../../lib/plan/plan.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { PlanDesk, TEXTS } from "../testing/plan-desk.tsx";
import { hasSchemaDraft, type ReadSchema, SchemaEditor } from "./schema-editor.tsx";

const ID = "evt_rated";
const desk = new PlanDesk(referencePlan, async (edits) => {
  const result = applyEdits(desk.plan, edits);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.plan;
});
let done = 0;
afterEach(() => desk.show(() => null));

const event = () => desk.plan.events.find(({ id }) => id === ID) as PlanEvent;
const text = () => desk.all<HTMLTextAreaElement>("textarea")[0] as HTMLTextAreaElement;

const read: ReadSchema = async (_slug, _branch, _id, typed) => {
  const now = schemaText(desk.plan, event());
  const found = readSchemaText(desk.plan, event(), typed);
  const said = (list: readonly { pointer: string; line?: number; message: { en: string } }[]) =>
    list.map(({ message, ...place }) => ({ ...place, text: message.en }));
  if (!found.ok) return { now, faults: said(found.faults) };
  const changes = diffPlans(desk.plan, found.plan).map(({ severity, en }) => ({ severity, text: en }));
  return { now, revision: 1, edits: found.edits, changes, notes: said(found.notes) };
};

async function open(): Promise<void> {
  const schema = schemaText(desk.plan, event());
  await desk.show(() => <SchemaEditor eventId={ID} schema={schema} read={read} onDone={() => (done += 1)} />);
}

it("shows what is wrong with its line, then what changes, and applies it", async () => {
  await open();
  expect(desk.button(TEXTS.schema.preview)?.hasAttribute("disabled")).toBe(true);
  await desk.type(text(), `${text().value}}`);
  await desk.press(desk.button(TEXTS.schema.preview));
  expect(desk.host.textContent).toContain("This is not JSON.");
  expect(desk.button(TEXTS.schema.apply)).toBeUndefined();
  const schema = JSON.parse(schemaText(desk.plan, event())) as { required?: string[]; additionalProperties?: boolean };
  await desk.type(text(), JSON.stringify({ ...schema, additionalProperties: true }, null, 2));
  await desk.press(desk.button(TEXTS.schema.preview));
  expect(desk.host.textContent).toContain("Properties outside the plan are admitted.");
  await desk.press(desk.button(TEXTS.schema.apply));
  expect(event().open).toBe(true);
  expect([done, hasSchemaDraft("reference", "main", ID)]).toEqual([1, false]);
});

it("takes back nothing that came meanwhile: it is brought into the text first", async () => {
  await open();
  const schema = JSON.parse(text().value) as object;
  await desk.type(text(), JSON.stringify({ ...schema, description: "What was typed" }, null, 2));
  const before = desk.plan;
  const changes = { open: !event().open, description: { en: "What another typed" } };
  desk.plan = replayEdits(before, [{ command: "updateEvent", id: ID, changes }]);
  const opened = event().open;
  await desk.press(desk.button(TEXTS.schema.preview));
  expect(desk.button(TEXTS.schema.apply)).toBeUndefined();
  expect(desk.host.textContent).toContain(`${TEXTS.schema.both}/description`);
  await desk.press(desk.button(TEXTS.schema.bringIn));
  await desk.press(desk.button(TEXTS.schema.preview));
  await desk.press(desk.button(TEXTS.schema.apply));
  expect(event()).toMatchObject({ open: opened, description: { en: "What was typed" } });
  desk.plan = before;
});

it("keeps what is typed while other tabs are looked at", async () => {
  await open();
  const typed = `${text().value} `;
  await desk.type(text(), typed);
  await desk.show(() => null);
  expect(hasSchemaDraft("reference", "main", ID)).toBe(true);
  await open();
  expect(text().value).toBe(typed);
  await desk.press(desk.button(TEXTS.cancel));
  await desk.press(desk.button(TEXTS.schema.discard));
  expect(hasSchemaDraft("reference", "main", ID)).toBe(false);
});
