import { describe, expect, it } from "vitest";
import type { Plan } from "../../plan/plan.ts";
import { readPlan } from "../detect.ts";
import type { InputFile } from "../format.ts";

async function read(text: string, ...others: InputFile[]) {
  const result = await readPlan([{ name: "project.yaml", content: text }, ...others]);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result;
}

const CATALOG = `version: rudder/v1
kind: properties
metadata: { name: p }
spec:
  properties:
    - { id: method, name: method, type: string, config: { enum: [card, cash] } }
    - { id: brand, name: brand, type: string }
    - { id: pay, name: payment, type: "#custom-type:payment" }
    - { id: currency, name: currency, types: [string, "null"], config: { enum: [EUR, USD] } }
    - { id: cards, name: cards, type: array, item_type: "#custom-type:card", config: { max_items: 3 } }
---
version: rudder/v1
kind: custom-types
metadata: { name: t }
spec:
  types:
    - id: payment
      name: Payment
      type: object
      properties: [{ property: "#property:method", required: true }]
      variants:
        - type: discriminator
          discriminator: "#property:method"
          cases: [{ display_name: Card, match: [card], properties: [{ property: "#property:brand", required: true }] }]
    - { id: card, name: Card, type: string, config: { min_length: 4 } }
---
version: rudder/v1
kind: events
metadata: { name: e }
spec:
  events:
    - { id: paid, name: Paid, event_type: track }
    - { id: who, event_type: identify }
    - { id: company, event_type: group }
    - { id: seen, event_type: screen }
---
version: rudder/v1
kind: tracking-plan
metadata: { name: tp }
spec:
  id: tp
  display_name: Shop plan
  rules:
    - type: event_rule
      id: r1
      event: "#event:paid"
      additional_properties: true
      properties:
        - { property: "#property:pay", required: true }
        - { property: "#property:currency", required: true }
        - { property: "#property:cards" }
    - { type: event_rule, id: r2, event: "#event:who", identity_section: traits, properties: [{ property: "#property:brand", required: true }] }
    - { type: event_rule, id: r3, event: "#event:company", properties: [{ property: "#property:brand" }] }
    - { type: event_rule, id: r4, event: "#event:seen" }
`;

function typeIn(plan: Plan, name: string) {
  return plan.events[0]?.properties.find((property) => property.name === name)?.type;
}

describe("a RudderStack project", () => {
  it("keeps custom types: copied, in lists, and conditional ones as they judge", async () => {
    const { plan, loss } = await read(CATALOG);
    expect(plan.events[0]?.open).toBe(true);
    expect(typeIn(plan, "currency")).toEqual({ kind: "string", nullable: true, enum: ["EUR", "USD"] });
    expect(typeIn(plan, "cards")).toEqual({ kind: "array", items: { kind: "string", minLength: 4 }, maxItems: 3 });
    const payment = typeIn(plan, "payment");
    const { Ajv } = await import("ajv");
    const judge = new Ajv({ strict: false }).compile(payment?.kind === "raw" ? (payment.schema as object) : {});
    expect(
      [{ method: "card", brand: "visa" }, { method: "card" }, { method: "cash" }, {}].map((value) => judge(value)),
    ).toEqual([true, false, true, false]);
    expect(loss.some(({ construct }) => construct === "variants")).toBe(false);
  });

  it("makes traits of identify and group rules, and names what has no name", async () => {
    const { plan, loss } = await read(CATALOG);
    expect(plan.userProperties.map(({ name, required }) => [name, required])).toEqual([["brand", false]]);
    expect(plan.groupTypes).toMatchObject([{ name: "group", properties: [{ name: "brand" }] }]);
    expect(plan.events[1]).toMatchObject({ callType: "screen", name: "Screen" });
    expect(loss.map(({ construct }) => construct)).toContain("required_trait");
  });

  it("reads several files in any order as one project", async () => {
    const [properties = "", types = "", events = "", plan = ""] = CATALOG.split("---\n");
    const files = [plan, types, properties].map((content, index) => ({ name: `${index}.yaml`, content }));
    expect((await read(events, ...files)).plan).toEqual((await read(CATALOG)).plan);
  });

  it("keeps the meaning of variants on a property that is no list of values", async () => {
    const text = CATALOG.replace("config: { enum: [card, cash] }", "config: { min_length: 1 }").replace(
      '        - { property: "#property:cards" }\n',
      `        - { property: "#property:method", required: true }
      variants:
        - type: discriminator
          discriminator: "#property:method"
          cases: [{ display_name: Card, match: [card], properties: [{ property: "#property:brand", required: true }] }]
`,
    );
    const { plan, loss } = await read(text);
    expect(plan.events[0]?.variants).toBeUndefined();
    const condition = '{"properties":{"method":{"enum":["card"]}},"required":["method"]}';
    expect(plan.events[0]?.rawSchema).toEqual(
      JSON.parse(`{"allOf":[{"if":${condition},"then":{"required":["brand"]}}]}`),
    );
    expect(loss.map(({ construct }) => construct)).toContain("variants");
  });
});
