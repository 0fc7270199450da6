import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../../../../lib/plan/edit.ts";
import { editsBetween } from "../../../../../../lib/plan/edit-between.ts";
import { emptyPlan, newEvent, newProperty } from "../../../../../../lib/plan/new-object.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { overlayPlan } from "./overlay.ts";

const plan = referencePlan;

describe("overlayPlan", () => {
  it("changes nothing when the file says the same, or nothing at all", () => {
    expect(editsBetween(plan, overlayPlan(plan, plan))).toEqual([]);
    expect(editsBetween(plan, overlayPlan(plan, emptyPlan(plan.slug)))).toEqual([]);
  });

  it("takes what the file says and keeps what it leaves out", () => {
    const event = plan.events.find((one) => one.critical) ?? plan.events[0];
    if (!event) throw new Error("The reference plan has events.");
    const bare = newEvent({
      id: event.id,
      name: event.name,
      identifier: "fromFile",
      description: { fr: "Du fichier." },
    });
    const next = overlayPlan(plan, { ...emptyPlan(plan.slug), events: [bare] }).events.find(
      (one) => one.id === event.id,
    );
    expect(next).toEqual({ ...event, description: { ...event.description, fr: "Du fichier." } });
  });

  it("adds what is new, below too", () => {
    const event = plan.events.find((one) => one.properties.length > 0);
    if (!event) throw new Error("The reference plan has properties.");
    const extra = newProperty({ id: "prp_extra", name: "extra_of_file", type: { kind: "boolean" } });
    const fresh = newEvent({ id: "evt_fresh", name: "Fresh Of File", identifier: "freshOfFile" });
    const imported = { ...emptyPlan(plan.slug), events: [newEvent({ ...event, properties: [extra] }), fresh] };
    const next = overlayPlan(plan, imported);
    expect(next.events.map((one) => one.name)).toEqual([...plan.events.map((one) => one.name), "Fresh Of File"]);
    expect(next.events.find((one) => one.id === event.id)?.properties).toEqual([...event.properties, extra]);
    expect(applyEdits(plan, editsBetween(plan, next))).toMatchObject({ ok: true });
  });
});
