import { describe, expect, it } from "vitest";
import type { Json } from "../../plan/plan.ts";
import { referencePlan } from "../../plan/reference-plan.ts";
import { detectFormat, readPlan, writePlan } from "../detect.ts";
import type { ReadSuccess } from "../format.ts";

function file(value: Json) {
  return { name: "plan.json", content: JSON.stringify(value) };
}

async function read(...values: Json[]): Promise<ReadSuccess> {
  const result = await readPlan(values.map(file));
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result;
}

async function errorsOf(content: string) {
  const result = await readPlan([{ name: "plan.json", content }], { format: "segment" });
  return result.ok ? [] : result.errors.map(({ pointer, line, code }) => `${pointer ?? ""} ${line} ${code}`);
}

const PROPERTIES = {
  type: "object",
  properties: {
    order_id: { type: "string", id: "/properties/properties/properties/order_id", description: "Order key" },
    total: { type: "number" },
    currency: { type: ["string", "null"], enum: ["EUR", "USD", null] },
    id: { type: "string" },
  },
  required: ["order_id", "total"],
};

function wrapped(properties: Json, more: Record<string, Json> = {}): Record<string, Json> {
  return {
    type: "object",
    labels: { team: "checkout", owner: "Ada", beta: "" },
    properties: { context: {}, traits: { type: "object" }, properties, ...more },
    required: ["properties"],
  };
}

const API = {
  name: "Shop",
  description: "Web shop",
  rules: [{ type: "TRACK", key: "Order Completed", version: 2, jsonSchema: wrapped(PROPERTIES) }],
};
const EIGHT = {
  name: "Shop",
  description: "Web shop",
  rules: [
    {
      type: "TRACK",
      key: "Order Completed",
      version: 2,
      jsonSchema: { ...PROPERTIES, labels: { team: "checkout", owner: "Ada", beta: "" } },
    },
  ],
};
const SEVEN = {
  name: "workspaces/w/tracking-plans/rs_1",
  display_name: "Shop",
  description: "Web shop",
  rules: {
    events: [{ name: "Order Completed", version: 2, rules: wrapped(PROPERTIES) }],
    global: {},
    identify: {},
    group: {},
  },
};

describe("the three shapes of Segment's JSON", () => {
  it("are each known by their content", () => {
    for (const shape of [API, EIGHT, SEVEN, { data: { trackingPlan: API } }])
      expect(detectFormat(file(shape as Json))).toBe("segment");
  });

  it("say the same", async () => {
    const { plan } = await read(API as Json);
    expect((await read(EIGHT as Json)).plan).toEqual(plan);
    expect({ ...(await read(SEVEN as Json)).plan, userProperties: [], groupTypes: [] }).toEqual(plan);
    expect(plan).toMatchObject({
      name: { en: "Shop" },
      events: [
        {
          name: "Order Completed",
          owner: "Ada",
          tags: ["team:checkout", "beta"],
          open: true,
          properties: [
            { name: "order_id", required: true, description: { en: "Order key" } },
            { name: "total", required: true },
            { name: "currency", type: { kind: "string", nullable: true, enum: ["EUR", "USD"] } },
            { name: "id", type: { kind: "string" } },
          ],
        },
      ],
    });
  });

  it("may have an event whose only key is called properties", async () => {
    const plain = { type: "object", properties: { properties: { type: "string" } } };
    const other = { type: "object", properties: { total: { type: "number" } } };
    const { plan } = await read({
      name: "x",
      rules: [
        { type: "TRACK", key: "A", jsonSchema: plain },
        { type: "TRACK", key: "B", jsonSchema: other },
      ],
    } as Json);
    expect(plan.events[0]?.properties).toMatchObject([{ name: "properties", type: { kind: "string" } }]);
  });
});

describe("rules that are no event", () => {
  const traits = {
    type: "object",
    properties: { plan: { type: "string" } },
    required: ["plan"],
    additionalProperties: false,
  };
  const rules = [
    ...API.rules,
    { type: "PAGE", key: "Home", jsonSchema: wrapped({ type: "object" }) },
    {
      type: "COMMON",
      jsonSchema: wrapped({ type: "object", properties: { channel: { type: "string" } }, required: ["channel"] }),
    },
    { type: "IDENTIFY", jsonSchema: wrapped({}, { traits }) },
    {
      type: "GROUP",
      jsonSchema: {
        ...wrapped({}, { traits: { type: "object", properties: { seats: { type: "integer" } } } }),
        labels: { group: "account" },
      },
    },
  ];

  it("become a bundle of every track call, user properties and a group type", async () => {
    const { plan, loss } = await read({ ...API, rules } as unknown as Json);
    expect(plan.bundles).toMatchObject([{ name: "Common", properties: [{ name: "channel", required: true }] }]);
    expect(plan.events.map(({ name, callType, bundles }) => [name, callType, bundles.length])).toEqual([
      ["Order Completed", "track", 1],
      ["Home", "page", 0],
    ]);
    expect(plan.userProperties).toMatchObject([{ name: "plan", required: false }]);
    expect(plan.groupTypes).toMatchObject([{ name: "account", properties: [{ name: "seats" }] }]);
    expect(loss.map(({ construct, path }) => `${construct} ${path}`)).toEqual([
      "enforcement /rules/3/jsonSchema/properties/traits/additionalProperties",
      "required_trait /rules/3/jsonSchema/properties/traits/required",
    ]);
  });

  it("on the context of an event are told as lost", async () => {
    const context = { type: "object", properties: { ip: { type: "string" } } };
    const { loss } = await read({
      name: "x",
      rules: [{ type: "TRACK", key: "A", jsonSchema: wrapped(PROPERTIES, { context }) }],
    } as Json);
    expect(loss).toMatchObject([{ construct: "context_schema", path: "/rules/0/jsonSchema/properties/context" }]);
  });

  it("in several versions give way to the highest", async () => {
    const older = {
      type: "TRACK",
      key: "Order Completed",
      version: 1,
      jsonSchema: wrapped({ type: "object", properties: { old: {} } }),
    };
    const { plan, loss } = await read({ ...API, rules: [older, ...API.rules] } as unknown as Json);
    expect(plan.events[0]?.properties.map(({ name }) => name)).toContain("order_id");
    expect(loss).toMatchObject([{ construct: "event_version", path: "/rules/0" }]);
  });
});

it.each([
  ['{"name":"x","rules":[{"type":"TRACK","jsonSchema":{}}]}', ["/rules/0/key 1 missing"]],
  ['{"name":"x",\n"rules":[{"type":"TRAK","key":"A","jsonSchema":{}}]}', ["/rules/0/type 2 invalid"]],
  ['{"name":"x","rules":[{"type":"TRACK","key":"A"}]}', ["/rules/0/jsonSchema 1 missing"]],
  [
    '{"name":"x","rules":[{"type":"TRACK","key":"A","jsonSchema":{"properties":{"a":{"$ref":"#/definitions/b"}}}}]}',
    ["/rules/0/jsonSchema/properties/a/$ref undefined unresolved_reference"],
  ],
  ['{"name":"x",\n"rules":[}', [" 2 syntax"]],
])("%s is refused at its place", async (content, errors) => {
  expect(await errorsOf(content)).toEqual(errors);
});

it("writes a rule per event and per kind of trait, with the ids that Segment makes from places", async () => {
  const [out] = (await writePlan(referencePlan, "segment")).files;
  const { rules } = JSON.parse(new TextDecoder().decode(out?.content)) as {
    rules: { type: string; key?: string; jsonSchema: Json }[];
  };
  expect(rules.map(({ type, key }) => key ?? type)).toEqual([
    ...referencePlan.events.map(({ name }) => name),
    "IDENTIFY",
    "GROUP",
  ]);
  expect(JSON.stringify(rules)).toContain('"id":"/properties/properties/properties/lines/items/properties/sku"');
});

describe("the plan beside the rules", () => {
  const rulesOf = async () => {
    const [written] = (await writePlan(referencePlan, "segment")).files;
    return JSON.parse(new TextDecoder().decode(written?.content as Uint8Array)) as Record<string, Json>;
  };

  it("is read, as it was, while the rules say the same", async () => {
    const again = await read(await rulesOf());
    expect(again.plan).toEqual(referencePlan);
    expect([again.findings, again.loss]).toEqual([[], []]);
  });

  it("is left aside once a rule was changed, and that is told", async () => {
    const written = await rulesOf();
    const [, ...rules] = written.rules as Json[];
    const again = await read({ ...written, rules });
    expect(again.plan.events).toHaveLength(referencePlan.events.length - 1);
    expect(again.findings.map(({ code }) => code)).toContain("edited_bundle");
  });
});
