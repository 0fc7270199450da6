/** What a plan may hold: texts that can be compiled and kept, and JSON that comes out as it went in. */

import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { applyEdit, type Edit, editSchema } from "./edit.ts";
import { checkPlan } from "./edit-check.ts";
import { planWithImport } from "./edit-import.ts";
import { eventSchema } from "./json-schema.ts";
import { jsonObjectSchema, jsonSchema } from "./json-value.ts";
import { emptyPlan, newEvent, newProperty } from "./new-object.ts";
import type { Json, JsonObject, Plan, Property } from "./plan.ts";
import { findFindings } from "./rules/find-findings.ts";
import { planSchema } from "./schema.ts";

const HALF = "a\ud800b";

function planWith(properties: readonly Property[], event: object = {}): Plan {
  const events = [newEvent({ id: "evt_a", name: "A", identifier: "a", properties, ...event })];
  return { ...emptyPlan("one"), events };
}

const text = (more: object): Property => newProperty({ id: "prp_a", name: "p", type: { kind: "string" }, ...more });
const raw = (schema: JsonObject) => text({ type: { kind: "raw", schema } });
const proto = (value: Json) => JSON.parse(`{"__proto__":${JSON.stringify(value)}}`) as JsonObject;

/** Plans that no validator can be made of, and the path of what is wrong. */
const HALVES: readonly (readonly [what: string, plan: Plan, path: string])[] = [
  ["event", planWith([], { name: HALF }), "event/evt_a/name"],
  ["former name", planWith([], { formerNames: [HALF] }), "event/evt_a/formerNames"],
  ["tag", planWith([], { tags: [HALF] }), "event/evt_a/tags"],
  ["property", planWith([text({ name: HALF })]), "event/evt_a/properties/prp_a/name"],
  [
    "nested property",
    planWith([text({ id: "prp_b", type: { kind: "object", open: false, properties: [text({ name: HALF })] } })]),
    "event/evt_a/properties/prp_b/type/properties/prp_a/name",
  ],
  [
    "pattern",
    planWith([text({ type: { kind: "string", pattern: HALF } })]),
    "event/evt_a/properties/prp_a/type/pattern",
  ],
  [
    "key of a raw schema",
    planWith([raw({ properties: { [HALF]: true } })]),
    "event/evt_a/properties/prp_a/type/schema",
  ],
  ["text of a raw schema", planWith([], { rawSchema: { required: [HALF] } }), "event/evt_a/rawSchema"],
];

describe("half a surrogate pair", () => {
  it("stops ajv, which is why it is refused", () => {
    const plan = planWith([text({ name: HALF })]);
    const [event] = plan.events;
    if (event === undefined) throw new Error("no event");
    expect(() => new Ajv({ strict: false }).compile(eventSchema(plan, event))).toThrow(/URI malformed/);
  });

  it.each(HALVES)(
    "in the name of an %s: named by the plan's own check, as a finding, and by the parser",
    (_, plan, path) => {
      const problems = checkPlan(plan).filter(({ code }) => code === "half_pair");
      expect(problems.map((problem) => problem.path)).toEqual([path]);
      const finding = findFindings(plan).find(({ code, en }) => code === "unsafe_schema" && en.includes("surrogate"));
      expect(finding?.severity).toBe("error");
      expect(finding?.fr).toContain("moitié de paire de substitution");
      expect(`${finding?.en}${finding?.fr}`).not.toMatch(/\p{Cs}/u);
      const parsed = planSchema.safeParse(plan);
      expect(parsed.success).toBe(false);
      expect(parsed.error?.issues[0]).toMatchObject({
        code: "custom",
        message: "This text holds a character that cannot be kept (U+0000 or half a surrogate pair).",
        params: { fr: expect.stringContaining("paire de substitution") },
      });
    },
  );

  it("comes in neither by an edit nor by an import, tolerant or not", () => {
    const plan = planWith([]);
    for (const tolerant of [false, true]) {
      const renamed = applyEdit(plan, { command: "renameEvent", id: "evt_a", name: HALF }, { tolerant });
      expect(renamed).toMatchObject({ ok: false, errors: [{ code: "half_pair", path: "event/evt_a/name" }] });
      for (const [, imported] of HALVES) {
        const after = planWithImport(plan, imported);
        const [object] = after.events;
        if (object === undefined) throw new Error("no event");
        const result = applyEdit(plan, { command: "replaceObject", entry: { kind: "event", object } }, { tolerant });
        expect(result).toMatchObject({ ok: false, errors: [{ code: "half_pair" }] });
      }
    }
    expect(editSchema.safeParse({ command: "renameEvent", id: "evt_a", name: HALF }).success).toBe(false);
  });

  it("may be whole: pairs pass", () => {
    const plan = planWith([text({ name: "🎉", type: { kind: "string", pattern: "^🎉$" } })], { name: "🎉 A" });
    expect(checkPlan(plan)).toEqual([]);
    expect(planSchema.parse(plan)).toEqual(plan);
  });
});

describe("the key __proto__", () => {
  const inside: readonly (readonly [what: string, plan: Plan, path: string])[] = [
    ["an example", planWith([text({ examples: [{ deep: [proto(1)] }] })]), "event/evt_a/properties/prp_a/examples"],
    [
      "a raw type",
      planWith([raw({ properties: proto({ type: "string" }) })]),
      "event/evt_a/properties/prp_a/type/schema",
    ],
    ["an event's raw schema", planWith([], { rawSchema: { const: proto(1) } }), "event/evt_a/rawSchema"],
  ];

  it.each(inside)("in %s is refused by name, in both languages, never left out", (_, plan, path) => {
    const parsed = planSchema.safeParse(plan);
    expect(parsed.error?.issues[0]).toMatchObject({ code: "custom", message: expect.stringContaining("`__proto__`") });
    expect(parsed.error?.issues[0]).toMatchObject({ params: { fr: expect.stringContaining("La clé `__proto__`") } });
    expect(checkPlan(plan).filter(({ code }) => code === "proto_key")).toMatchObject([{ path }]);
    const [object] = plan.events;
    if (object === undefined) throw new Error("no event");
    const edit: Edit = { command: "replaceObject", entry: { kind: "event", object } };
    expect(applyEdit(planWith([]), edit, { tolerant: true })).toMatchObject({
      ok: false,
      errors: [{ code: "proto_key", path, fr: expect.stringContaining("`__proto__`") }],
    });
    expect(editSchema.safeParse(edit).success).toBe(false);
  });

  it("is a name like any other for a property of the model", () => {
    const plan = planWith([text({ name: "__proto__" })]);
    expect(checkPlan(plan)).toEqual([]);
    expect(planSchema.parse(plan)).toEqual(plan);
  });

  it("is kept where JSON is only handed on", () => {
    const value = proto({ polluted: true });
    expect(JSON.stringify(jsonSchema.parse(value))).toBe('{"__proto__":{"polluted":true}}');
    expect(JSON.stringify(jsonObjectSchema.parse(value))).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("of a payload is unplanned to ajv, and stays in the payload", () => {
    const plan = planWith([text({ required: true })]);
    const [event] = plan.events;
    if (event === undefined) throw new Error("no event");
    const judge = new Ajv({ strict: false, allErrors: true, ownProperties: true }).compile(eventSchema(plan, event));
    const payload = JSON.parse('{"p":"x","__proto__":{"polluted":1}}') as object;
    expect(judge(payload)).toBe(false);
    expect(judge.errors).toMatchObject([
      { keyword: "additionalProperties", params: { additionalProperty: "__proto__" } },
    ]);
    expect(JSON.stringify(payload)).toBe('{"p":"x","__proto__":{"polluted":1}}');
    expect(judge(JSON.parse('{"__proto__":{"p":"x"}}'))).toBe(false);
    expect(judge.errors?.map(({ keyword }) => keyword).sort()).toEqual(["additionalProperties", "required"]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe("what is no JSON", () => {
  it("is refused, with its place", () => {
    for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, () => 1, 1n, new Map(), new Date(0)])
      expect(jsonSchema.safeParse({ a: [value] }).error?.issues[0]?.path, String(value)).toEqual(["a", 0]);
    expect(jsonObjectSchema.safeParse([]).success).toBe(false);
    expect(jsonSchema.safeParse([null, true, 1.5, "x", { y: [] }]).success).toBe(true);
  });

  it("may be nested ten thousand deep without exhausting the stack", () => {
    let deep: Json = "end";
    for (let level = 0; level < 10_000; level++) deep = [deep];
    expect(jsonSchema.safeParse(deep).success).toBe(true);
  });
});
