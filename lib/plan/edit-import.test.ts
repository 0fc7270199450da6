import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "./edit.ts";
import { editsBetween } from "./edit-between.ts";
import { checkPlan } from "./edit-check.ts";
import { planWithImport } from "./edit-import.ts";
import { emptyPlan, newEvent, newProperty } from "./new-object.ts";
import type { Plan } from "./plan.ts";
import { referencePlan } from "./reference-plan.ts";
import { anyPlan } from "./testing/random-edit.ts";

/** The same plan as a foreign file would give it: every id another one. */
function withForeignIds(plan: Plan): Plan {
  const text = JSON.stringify(plan).replace(/"(evt|prp|bdl|dec|met|cat|grp|cas)_(\w+)"/g, '"$1_foreign_$2"');
  return JSON.parse(text);
}

const ID = /"(?:evt|prp|bdl|dec|met|cat|grp|cas)_\w+"/g;

/** The same plan with ids numbered by where they first stand: equal for plans that differ in nothing but ids. */
function withNumberedIds(plan: Plan): Plan {
  const numbers = new Map<string, number>();
  const number = (id: string) => numbers.get(id) ?? numbers.set(id, numbers.size).get(id);
  return JSON.parse(JSON.stringify(plan).replace(ID, (id) => `"id ${number(id)}"`));
}

function idsOf(plan: Plan): string[] {
  return [...new Set(JSON.stringify(plan).match(ID) ?? [])];
}

function only(plan: Plan, ...names: readonly string[]): Plan {
  return { ...emptyPlan("file"), events: plan.events.filter(({ name }) => names.includes(name)) };
}

describe("an imported plan", () => {
  it("that is the present one changes nothing, whatever its ids", () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        expect(editsBetween(plan, planWithImport(plan, plan))).toEqual([]);
        expect(planWithImport(plan, withForeignIds(plan))).toEqual(plan);
      }),
      { numRuns: 100 },
    );
  });

  it("with removal and clearing becomes the present one, with the ids that exist for what is the same", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (current, file) => {
        const outcome = planWithImport(current, file, { remove: true, clear: true });
        expect(withNumberedIds(outcome)).toEqual(withNumberedIds(file));
        expect(idsOf(file).filter((id) => idsOf(current).includes(id) && !idsOf(outcome).includes(id))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("otherwise removes nothing, and its outcome is sound", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (current, file) => {
        const plan = planWithImport(current, withForeignIds(file));
        const ids = new Set(plan.events.map(({ id }) => id));
        for (const { id } of current.events) expect(ids).toContain(id);
        const applied = applyEdits(current, editsBetween(current, plan));
        if (applied.ok) expect(applied.plan).toEqual(plan);
        else expect(checkPlan(plan)).not.toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("leaves alone what it is silent about", () => {
    const bare = newEvent({
      id: "evt_file",
      name: "Order Completed",
      identifier: "anything",
      description: { en: "Paid." },
      properties: [
        newProperty({ id: "prp_file", name: "total", type: { kind: "number" }, required: true }),
        newProperty({ id: "prp_file_new", name: "tax", type: { kind: "number" } }),
      ],
    });
    const plan = planWithImport(referencePlan, { ...emptyPlan("file"), events: [bare] });
    const [before, after] = [referencePlan.events[0], plan.events[0]];
    expect(after).toMatchObject({
      id: "evt_order_completed",
      identifier: "orderCompleted",
      critical: true,
      owner: "Checkout",
      roles: ["purchase", "key_value_action"],
      description: { en: "Paid.", fr: "Une commande a été payée." },
      trigger: before?.trigger,
    });
    expect(after?.properties.map(({ name }) => name)).toEqual([
      ...(before?.properties.map(({ name }) => name) ?? []),
      "tax",
    ]);
    const total = after?.properties.find(({ name }) => name === "total");
    expect(total).toMatchObject({ id: "prp_total", type: { kind: "number" }, role: "revenue", examples: [49.9] });
  });

  it("is taken at its word for the fields its format carries", () => {
    const bare = newEvent({ id: "evt_file", name: "Order Completed", identifier: "x", owner: "File" });
    const file = { ...emptyPlan("file"), events: [bare] };
    expect(planWithImport(referencePlan, file, { carried: ["critical"] }).events[0]).toMatchObject({
      critical: false,
      owner: "Checkout",
    });
  });

  it("gives new events identifiers that are free", () => {
    const clashing = newEvent({ id: "evt_file", name: "order-completed", identifier: "orderCompleted" });
    const plan = planWithImport(referencePlan, { ...emptyPlan("file"), events: [clashing] });
    expect(checkPlan(plan)).toEqual([]);
    expect(plan.events[0]?.identifier).toBe("orderCompleted");
    expect(plan.events.at(-1)?.identifier).not.toBe("orderCompleted");
  });

  it("keeps the identifier of an event whose file says none and gives it to no other, and the names it was sent by", () => {
    const searched = newEvent({ id: "evt_a", name: "Searched", identifier: "searched", formerNames: ["Looked"] });
    const current = { ...emptyPlan("shop"), events: [searched] };
    const renamed = newEvent({ id: "evt_a", name: "Product Searched", identifier: "productSearched" });
    const other = newEvent({ id: "evt_b", name: "Help Searched", identifier: "searched" });
    const file = { ...emptyPlan("file"), events: [renamed, other] };
    const options = { remove: true, clear: true, derivedIdentifiers: ["evt_a", "evt_b"] };
    const plan = planWithImport(current, file, { ...options, published: current });
    expect(checkPlan(plan)).toEqual([]);
    expect(plan.events[0]).toMatchObject({ identifier: "searched", formerNames: ["Searched", "Looked"] });
    expect(plan.events[1]?.identifier).not.toBe("searched");
    expect(planWithImport(plan, file, { ...options, published: current })).toEqual(plan);
    // A name that was only tried has no sender, and one that another event has is not a former one.
    expect(planWithImport(current, file, options).events[0]?.formerNames).toEqual(["Looked"]);
    const swapped = { ...file, events: [renamed, { ...other, name: "Searched" }] };
    const taken = planWithImport(current, swapped, { ...options, published: current });
    expect([checkPlan(taken), taken.events[0]?.formerNames]).toEqual([[], ["Looked"]]);
    // A file that says all clears what it leaves out.
    const said = planWithImport(current, file, { remove: true, clear: true, published: current });
    expect(said.events[0]).toMatchObject({ identifier: "productSearched", formerNames: [] });
  });

  it("takes over renamed objects by id and keeps links within the file", () => {
    const file = withForeignIds(only(referencePlan, "Article Rated", "Payment Attempted"));
    const plan = planWithImport({ ...emptyPlan("x") }, file);
    expect(
      checkPlan({
        ...plan,
        events: plan.events.map(
          (event) =>
            ({ ...event, serves: { decisions: [], metrics: [] }, category: undefined }) as unknown as typeof event,
        ),
      }),
    ).toEqual([]);
    const renamed = { ...file, events: file.events.map((event) => ({ ...event, name: `${event.name} Again` })) };
    expect(planWithImport(plan, renamed).events.map(({ name }) => name)).toEqual([
      "Payment Attempted Again",
      "Article Rated Again",
    ]);
  });
});
