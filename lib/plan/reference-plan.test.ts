import Ajv from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { hostilePlan } from "./hostile-plan.ts";
import { eventSchema, planSchemas, traitSchemas } from "./json-schema.ts";
import { freezePlan } from "./publish.ts";
import { referencePlan } from "./reference-plan.ts";
import { planSchema } from "./schema.ts";

function check(eventId: string, options = {}) {
  const event = referencePlan.events.find((candidate) => candidate.id === eventId);
  if (event === undefined) throw new Error(`no ${eventId}`);
  const ajv = new Ajv({ allErrors: true, strict: false, ownProperties: true, multipleOfPrecision: 6 });
  addFormats(ajv);
  const validate = ajv.compile(eventSchema(referencePlan, event, options));
  return (value: unknown) => {
    validate(value);
    return (validate.errors ?? [])
      .filter((error) => error.keyword !== "if")
      .map((error) => `${error.instancePath} ${error.keyword}`);
  };
}

const order = {
  order_id: "FR-1",
  total: 49.9,
  currency: "EUR",
  sales_channel: "shop",
  discount: null,
  lines: [{ sku: "a", quantity: 1 }],
};

describe("reference and hostile plans", () => {
  it("parse as plan documents and stay what they are", () => {
    expect(planSchema.parse(JSON.parse(JSON.stringify(referencePlan)))).toEqual(referencePlan);
    expect(planSchema.parse(JSON.parse(JSON.stringify(hostilePlan)))).toEqual(hostilePlan);
  });

  it("compile as draft-07, every event and trait", () => {
    for (const plan of [referencePlan, hostilePlan]) {
      const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: true });
      addFormats(ajv);
      for (const schema of [...planSchemas(plan).values(), ...traitSchemas(plan).values()]) ajv.compile(schema);
      expect(planSchemas(plan).size).toBe(plan.events.length);
    }
  });

  it("have unique identifiers whatever their case", () => {
    for (const plan of [referencePlan, hostilePlan]) {
      const identifiers = plan.events.map((event) => event.identifier.toLowerCase());
      expect(new Set(identifiers).size).toBe(identifiers.length);
    }
  });
});

describe("eventSchema", () => {
  it("keeps absent, optional and null apart", () => {
    const errors = check("evt_order_completed");
    expect(errors(order)).toEqual([]);
    expect(errors({ ...order, coupon: null, campaign: null })).toEqual([]);
    expect(errors({ ...order, currency: null })).toEqual(["/currency type", "/currency enum"]);
    const { discount: _absent, ...without } = order;
    expect(errors(without)).toEqual([" required"]);
  });

  it("closes objects at every depth, and opens them when unplanned keys are ignored", () => {
    const strange = { ...order, extra: 1, lines: [{ sku: "a", quantity: 1, extra: 1 }] };
    expect(check("evt_order_completed")(strange)).toEqual([" additionalProperties", "/lines/0 additionalProperties"]);
    expect(check("evt_order_completed", { unplanned: "ignore" })(strange)).toEqual([]);
  });

  it("judges each variant by its own keys", () => {
    const errors = check("evt_payment");
    expect(errors({ method: "card", amount: 0, brand: "cb" })).toEqual([]);
    expect(errors({ method: "card", amount: 0 })).toEqual([" required"]);
    expect(errors({ method: "card", amount: 0, brand: "cb", reference: "x" })).toEqual([" additionalProperties"]);
    expect(errors({ method: "voucher", amount: 0, reference: "x" })).toEqual(["/amount minimum"]);
    expect(errors({ method: "cash", amount: 0 })).toEqual([]);
    expect(errors({ method: "cash", amount: -1 })).toEqual(["/amount minimum"]);
    expect(errors({ method: "cash", amount: 0, brand: "cb" })).toEqual([" additionalProperties"]);
    expect(errors({ amount: 0, brand: "cb" })).toEqual([" required"]);
    expect(errors({ method: "gold", amount: 0, brand: "cb" })).toEqual(["/method enum"]);
  });

  it("keeps a raw schema's references in its own scope", () => {
    const errors = check("evt_search");
    expect(errors({ query: "x", range: [1, 2], anything: true })).toEqual([]);
    expect(errors({ query: "x", range: [1, "2"] })).toEqual(["/range/1 type"]);
  });

  it("applies the event's own raw schema besides the model", () => {
    const errors = check("evt_rated");
    expect(errors({ stars: 5, comment: "a" })).toEqual([]);
    expect(errors({ stars: 5, comment: "a", comment_text: "b" })).toEqual([" not"]);
  });
});

describe("freezePlan", () => {
  it("names a version by its content and moves only the versions of events that changed", () => {
    const first = freezePlan(referencePlan);
    expect(freezePlan(JSON.parse(JSON.stringify(referencePlan))).hash).toBe(first.hash);
    const [bundle, ...bundles] = referencePlan.bundles;
    if (bundle === undefined) throw new Error("no bundle");
    const changed = { ...referencePlan, bundles: [{ ...bundle, properties: bundle.properties.slice(1) }, ...bundles] };
    const second = freezePlan(changed, first);
    expect(second.version).toBe(2);
    const moved = Object.keys(second.eventVersions).filter((id) => second.eventVersions[id] === 2);
    expect(moved).toEqual(["evt_order_completed", "evt_signed_up"]);
  });
});
