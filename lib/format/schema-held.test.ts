import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventSchema } from "../plan/json-schema.ts";
import { emptyPlan, newBundle, newEvent, newProperty } from "../plan/new-object.ts";
import type { JsonObject, Plan, PlanEvent, Property, PropertyType } from "../plan/plan.ts";
import { anyPlan } from "../plan/testing/random-edit.ts";
import { readSchemaText, schemaText } from "./schema-edits.ts";
import { sameSchema } from "./schema-form.ts";
import { randomPlan } from "./testing/random-plan.ts";

const text: PropertyType = { kind: "string" };
const email = newProperty({
  id: "prp_email",
  name: "email",
  type: text,
  privacy: "personal",
  description: { en: "Where to write.", fr: "Où écrire." },
});
const name = newProperty({ id: "prp_name", name: "name", type: text });
const object = (...properties: Property[]): PropertyType => ({ kind: "object", open: false, properties });

function planWith(...properties: Property[]): Plan {
  const event = newEvent({ id: "evt_paid", name: "Paid", identifier: "paid", properties });
  return { ...emptyPlan("shop"), events: [event] };
}

const holder = (type: PropertyType) => newProperty({ id: "prp_customer", name: "customer", type });

/** The one event after its schema was edited, with what was said of it. */
function edited(plan: Plan, change: (schema: { properties: Record<string, JsonObject> }) => void) {
  const [event] = plan.events as [PlanEvent];
  const schema = JSON.parse(schemaText(plan, event)) as { properties: Record<string, JsonObject> };
  change(schema);
  const read = readSchemaText(plan, event, JSON.stringify(schema, undefined, 2));
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const [after] = read.plan.events as [PlanEvent];
  return {
    properties: after.properties,
    edits: read.edits,
    said: read.notes.map((one) => [one.pointer, one.message.en]),
  };
}

const typeOf = (properties: readonly Property[]) => properties[0]?.type;

describe("what is nested is found again", () => {
  const inside = object(email, name);

  it("when an object comes to stand in a list, and in a choice", () => {
    const listed = edited(planWith(holder(inside)), ({ properties }) => {
      properties.customer = { type: "array", items: properties.customer ?? {} };
    });
    expect(typeOf(listed.properties)).toEqual({ kind: "array", items: inside });
    expect(listed.said).toEqual([]);
    const chosen = edited(planWith(holder(inside)), ({ properties }) => {
      properties.customer = { anyOf: [{ type: "null" }, properties.customer ?? {}] };
    });
    expect(typeOf(chosen.properties)).toEqual({ kind: "union", anyOf: [{ kind: "null" }, inside] });
  });

  it("when members of a choice change places, or one goes", () => {
    const other = object({ ...email, id: "prp_other" as Property["id"], privacy: "none", description: {} });
    const both = planWith(holder({ kind: "union", anyOf: [other, inside] }));
    const turned = edited(both, ({ properties }) => {
      const members = properties.customer?.anyOf as JsonObject[];
      properties.customer = { anyOf: [{ ...members[1], additionalProperties: true }, members[0] ?? {}] };
    });
    expect(typeOf(turned.properties)).toEqual({ kind: "union", anyOf: [{ ...inside, open: true }, other] });
    const left = edited(both, ({ properties }) => {
      const { anyOf } = properties.customer as { anyOf: JsonObject[] };
      properties.customer = { anyOf: anyOf.slice(1) };
    });
    expect(typeOf(left.properties)).toEqual(inside);
  });

  it("under new names, each by its schema; else what goes with it is told", () => {
    const plan = planWith(holder(inside), newProperty({ id: "prp_total", name: "total", type: { kind: "number" } }));
    const renamed = edited(plan, ({ properties }) => {
      const { customer, total } = properties as Record<string, JsonObject>;
      for (const key of Object.keys(properties)) delete properties[key];
      Object.assign(properties, { buyer: { ...customer, description: "Who pays." }, sum: total });
    });
    expect(renamed.properties.map(({ id, name: now }) => [id, now])).toEqual([
      ["prp_customer", "buyer"],
      ["prp_total", "sum"],
    ]);
    const nested = edited(planWith(holder(object(email, { ...name, type: { kind: "integer" } }))), ({ properties }) => {
      const fields = properties.customer?.properties as Record<string, JsonObject>;
      fields.mail = fields.email ?? {};
      delete fields.email;
    });
    expect(typeOf(nested.properties)).toMatchObject({ properties: [{ ...email, name: "mail" }, { id: "prp_name" }] });
    const replaced = edited(planWith(holder(inside)), ({ properties }) => {
      properties.customer = { type: "string" };
    });
    expect(replaced.said).toEqual([
      [
        "/properties/customer/properties/email",
        "email (Privacy class, Text in a further language) goes, and with it what a schema does not say.",
      ],
    ]);
  });
});

describe("what the text says is kept or told", () => {
  it("words that a property has a place for are laid over, and a text goes in its own language alone", () => {
    const said = edited(planWith(email), ({ properties }) => {
      Object.assign(properties.email ?? {}, { title: "E-mail", examples: ["a@b.c"], deprecated: true });
    });
    expect(said.properties).toEqual([
      { ...email, displayName: { en: "E-mail" }, examples: ["a@b.c"], status: "deprecated" },
    ]);
    const silent = edited(planWith(email), ({ properties }) => {
      properties.email = { type: "string" };
    });
    expect(silent.properties[0]?.description).toEqual({ fr: "Où écrire." });
    expect(silent.said).toEqual([["/properties/email", 'This is kept as {"description":"Où écrire."}.']]);
  });

  it("keywords without a place are told, in a property, inside and at the top", () => {
    const { said, edits } = edited(planWith(holder({ kind: "array", items: text })), (schema) => {
      Object.assign(schema, { "x-owner": "shop", examples: [{}] });
      Object.assign(schema.properties.customer ?? {}, { items: { type: "string", minimum: 3, title: "One" } });
    });
    expect(edits).toEqual([]);
    const not = "The plan has no place for this: it is not kept.";
    expect(said).toEqual([
      ["/properties/customer/items/minimum", not],
      ["/properties/customer/items/title", not],
      ["/x-owner", not],
      ["/examples", not],
    ]);
  });

  it("what a bundle gives shows through where the event’s own goes", () => {
    const own = planWith({ ...email, type: { kind: "string", minLength: 3 } });
    const bundle = newBundle({ id: "bdl_who", name: "Who", properties: [{ ...email, id: "prp_b" as Property["id"] }] });
    const plan = { ...own, bundles: [bundle], events: own.events.map((one) => ({ ...one, bundles: [bundle.id] })) };
    const { said } = edited(plan, ({ properties }) => {
      delete properties.email;
    });
    expect(said[0]).toEqual([
      "/properties",
      "“email” is still there afterwards: something else gives it, a bundle for instance.",
    ]);
  });
});

it("one keyword that is changed changes nothing else", () => {
  let changed = 0;
  fc.assert(
    fc.property(fc.oneof(anyPlan, randomPlan), (plan) => {
      for (const event of plan.events) {
        const schema = JSON.parse(schemaText(plan, event)) as { properties: Record<string, JsonObject> };
        for (const own of event.properties) {
          const was = schema.properties[own.name];
          if (own.type.kind !== "string" || own.type.enum !== undefined || typeof was !== "object") continue;
          if (own.type.const !== undefined || own.type.maxLength !== undefined || event.variants !== undefined)
            continue;
          const said = { ...schema, properties: { ...schema.properties, [own.name]: { ...was, maxLength: 4_999 } } };
          const read = readSchemaText(plan, event, JSON.stringify(said));
          if (!read.ok) throw new Error(JSON.stringify(read.faults));
          const wanted = event.properties.map((one) =>
            one === own ? { ...own, type: { ...own.type, maxLength: 4_999 } } : one,
          );
          const after = read.plan.events.find(({ id }) => id === event.id) as PlanEvent;
          expect(after).toEqual({ ...event, properties: wanted });
          expect(sameSchema(eventSchema(read.plan, after, { texts: true }), said as unknown as JsonObject)).toBe(true);
          expect(read.notes).toEqual([]);
          changed += 1;
        }
      }
    }),
    { numRuns: 30 },
  );
  expect(changed).toBeGreaterThan(5);
});
