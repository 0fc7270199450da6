import { expect, it } from "vitest";
import { type Edit, replayEdits, touchedFields } from "../../../../../../lib/plan/edit.ts";
import { valueAt } from "../../../../../../lib/plan/field-value.ts";
import { findEvent, listEventProperties } from "../../../../../../lib/plan/find.ts";
import type { PlanEvent } from "../../../../../../lib/plan/plan.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { historyLines } from "./history-lines.ts";

const ID = "evt_order_completed";
const place = { in: "event", id: ID } as const;

/** The line of one edit of the reference plan. */
function lineOf(edit: Edit, language: "en" | "fr" = "en"): string | undefined {
  const fields = touchedFields(edit);
  const after = replayEdits(referencePlan, [edit]);
  const held = fields.map(
    (path) => [path, { before: valueAt(referencePlan, path), after: valueAt(after, path) }] as const,
  );
  const values = new Map([[1, new Map(held)]]);
  const entry = { revision: 1, by: "Ann", actorId: null, at: new Date(0), fields, edits: [edit] };
  return historyLines([entry], language, { plan: referencePlan, id: ID, values })[0]?.text;
}

it("says of which property which field changed, from what to what, in the words of the screens", () => {
  const ofTotal = (changes: object): Edit => ({ command: "updateProperty", place, id: "prp_total", changes });
  expect(lineOf(ofTotal({ constraints: { minimum: 10.5 } }))).toBe("Changed: total › At least: 0 → 10.5");
  expect(lineOf(ofTotal({ constraints: { minimum: 10.5 } }), "fr")).toBe(
    "Modifié\u00a0: total › Au moins\u00a0: 0 → 10,5",
  );
  expect(lineOf(ofTotal({ examples: [1, 2.5] }), "fr")).toMatch(/› Exemples\u00a0: 49,9 → 1, 2,5$/);
  expect(lineOf(ofTotal({ type: { kind: "array", items: { kind: "integer", minimum: 1 } } }))).toBe(
    "Changed: total › Type: number · at least 0 · multiple of 0.01 → list of whole number · at least 1",
  );
  const event = findEvent(referencePlan, ID) as PlanEvent;
  const sku = listEventProperties(referencePlan, event).find(({ path }) => path === "lines[].sku")?.property.id ?? "";
  const inside = { ...place, path: ["prp_lines"] };
  const required: Edit = { command: "updateProperty", place: inside, id: sku, changes: { required: false } };
  expect(lineOf(required)).toBe("Changed: lines[].sku › Required: Yes → No");
  const presence: Edit = { command: "setPresence", event: ID, property: "prp_total", source: "web", presence: "never" };
  expect(lineOf(presence, "fr")).toBe("Modifié\u00a0: total › Présence par source (web)\u00a0: Vide → Pas envoyée");
  const owner: Edit = { command: "updateEvent", id: ID, changes: { owner: null } };
  expect(lineOf(owner)).toBe("Changed: Owner: Checkout → Empty");
});

it("writes days in words", () => {
  const expiry: Edit = { command: "updateEvent", id: ID, changes: { expiresOn: "2027-12-01" } };
  expect(lineOf(expiry)).toBe("Changed: Expires on: December 31, 2028 → December 1, 2027");
  expect(lineOf(expiry, "fr")).toMatch(/31 décembre 2028 → 1er décembre 2027$/);
});

it("never names nothing", () => {
  const image: Edit = { command: "updateTrigger", event: ID, id: "trg_order_web", changes: { image: null } };
  expect(lineOf(image)).toBe("Changed: Picture: The basket with its total. → Empty");
  expect(lineOf(image, "fr")).toBe("Modifié\u00a0: Image\u00a0: Le panier avec son total. → Vide");
});

it("says what a merge gave which field, and who wrote it there", () => {
  const path = `event/${ID}/owner`;
  const values = new Map([[3, new Map([[path, { before: "Growth", after: "Ben" }]])]]);
  const written = [{ revision: 1, by: "Ana", at: new Date(0), fields: [path], reason: "They build it." }];
  const entry = {
    revision: 3,
    by: "Demo",
    actorId: null,
    at: new Date(1),
    fields: [path],
    edits: [],
    merged: "m2",
    written,
  };
  const there = new Map([[1, new Map([[path, { before: undefined, after: "Ben" }]])]]);
  const branchValues = new Map([["m2", there]]);
  const [line] = historyLines([entry], "en", { plan: referencePlan, id: ID, values, branchValues });
  expect(line?.text).toBe("Merged from m2: Owner: Growth → Ben");
  const text = "Changed: Owner: Empty → Ben";
  expect(line?.written).toMatchObject([{ by: "Ana", text, reason: "They build it." }]);
});
