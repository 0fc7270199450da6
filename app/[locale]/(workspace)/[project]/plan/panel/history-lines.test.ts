import { expect, it } from "vitest";
import { type Edit, touchedFields } from "../../../../../../lib/plan/edit.ts";
import { findEvent, listEventProperties } from "../../../../../../lib/plan/find.ts";
import type { PlanEvent } from "../../../../../../lib/plan/plan.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { historyLines } from "./history-lines.ts";

const ID = "evt_order_completed";
const place = { in: "event", id: ID } as const;

function lineOf(edit: Edit, language: "en" | "fr" = "en"): string | undefined {
  const entry = { revision: 1, by: "Ann", actorId: null, at: new Date(0), fields: touchedFields(edit), edits: [edit] };
  return historyLines([entry], language, { plan: referencePlan, id: ID })[0]?.text;
}

it("says of which property which field changed, and what it was given", () => {
  const minimum: Edit = {
    command: "updateProperty",
    place,
    id: "prp_total",
    changes: { constraints: { minimum: 10 } },
  };
  expect(lineOf(minimum)).toBe("Changed: total › At least → 10");
  const event = findEvent(referencePlan, ID) as PlanEvent;
  const sku = listEventProperties(referencePlan, event).find(({ path }) => path === "lines[].sku")?.property.id ?? "";
  const inside = { ...place, path: ["prp_lines"] };
  const required: Edit = { command: "updateProperty", place: inside, id: sku, changes: { required: false } };
  expect(lineOf(required)).toBe("Changed: lines[].sku › Required → false");
  const presence: Edit = { command: "setPresence", event: ID, property: "prp_total", source: "web", presence: "never" };
  expect(lineOf(presence)).toBe("Changed: total › Presence per source (web) → never");
  const owner: Edit = { command: "updateEvent", id: ID, changes: { owner: null } };
  expect(lineOf(owner)).toBe("Changed: Owner → Empty");
});

it("never names nothing", () => {
  const image: Edit = { command: "updateTrigger", event: ID, id: "trg_order_web", changes: { image: null } };
  for (const language of ["en", "fr"] as const) expect(lineOf(image, language)?.trim()).not.toMatch(/:$/);
});
