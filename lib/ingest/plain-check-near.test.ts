/** Schemas with values made for them, near enough to conform that both answers are common: the answer must be ajv's. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostilePlan } from "../plan/hostile-plan.ts";
import { eventSchema } from "../plan/json-schema.ts";
import { newAjv } from "../plan/plan-ajv.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { plainCheck } from "./plain-check.ts";

interface Case {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly value: unknown;
}

/** Off by one now and then. */
const near = (value: number): fc.Arbitrary<number> =>
  fc.constantFrom(value, value, value, value - 1, value + 1).map((made) => Math.max(0, made));

/** Lone surrogates, pairs and what lies beyond them: a length is a number of code points. */
const text = fc.array(fc.constantFrom("a", "é", "😀", "\ud83d", "\ude00", "\u0000", "\uffff"), { maxLength: 6 });

const texts: fc.Arbitrary<Case> = text.chain((pieces) => {
  const value = pieces.join("");
  const points = [...value].length;
  return fc.record({ minLength: near(points), maxLength: near(points) }, { requiredKeys: [] }).chain((lengths) =>
    fc.record({
      value: fc.constant(value),
      schema: fc.constantFrom<Case["schema"]>(
        { type: "string", ...lengths },
        { ...lengths },
        { type: ["null", "string"], enum: [value, null], ...lengths },
        { type: "string", const: value, ...lengths },
        { type: "string", pattern: "^[a-zé]*$", ...lengths },
        { type: ["number", "boolean"], ...lengths },
      ),
    }),
  );
});

const numbers: fc.Arbitrary<Case> = fc
  .constantFrom(0, -0, 1, -1, 1.5, 2 ** 53, 1e21, -1e21, 5e-324, 0.1 + 0.2)
  .chain((value) =>
    fc.record({
      value: fc.constant(value),
      schema: fc.constantFrom<Case["schema"]>(
        { type: "integer" },
        { type: ["integer", "string"], minimum: value },
        { type: "number", exclusiveMinimum: value },
        { type: "number", exclusiveMaximum: value },
        { type: "number", maximum: value, minimum: -1 },
        { maximum: 0 },
        { type: "number", enum: [0, 1, 1.5] },
        { type: "integer", const: 0 },
        { type: "string" },
        { enum: ["0", "1", true, false, null] },
      ),
    }),
  );

const constants: fc.Arbitrary<Case> = fc.constantFrom<Case>(
  { schema: { type: ["string", "null"] }, value: null },
  { schema: { type: "string" }, value: null },
  { schema: { type: "boolean", const: true }, value: false },
  { schema: { type: "boolean", const: true }, value: true },
  { schema: { type: "object" }, value: [] },
  { schema: { type: "array" }, value: {} },
  { schema: { type: ["array", "object"] }, value: {} },
  { schema: {}, value: [null] },
);

/** Names that every object seems to have, and one that changes its prototype when it is assigned. */
const NAMES = ["a", "b", "constructor", "toString", "hasOwnProperty", "__proto__", "length", "0"];

function objectOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return JSON.parse(JSON.stringify(Object.fromEntries(entries))) as Record<string, unknown>;
}

const cases = fc.letrec<{ any: Case }>((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, texts, numbers, constants, lists(tie("any")), objects(tie("any"))),
})).any;

function lists(item: fc.Arbitrary<Case>): fc.Arbitrary<Case> {
  return fc.tuple(item, fc.nat(3)).chain(([{ schema, value }, count]) =>
    fc.record({ minItems: near(count), maxItems: near(count) }, { requiredKeys: [] }).map((counts) => ({
      schema: { type: "array", items: schema, ...counts },
      value: Array.from({ length: count }, () => value),
    })),
  );
}

function objects(member: fc.Arbitrary<Case>): fc.Arbitrary<Case> {
  const members = fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), member), { selector: ([name]) => name });
  return fc
    .record({ members, closed: fc.boolean(), added: fc.constantFrom(...NAMES), seed: fc.nat(63), order: fc.boolean() })
    .map(({ members: all, closed, added, seed, order }) => {
      const planned = all.filter(([name]) => name !== "__proto__");
      const present = all.filter((_, index) => (seed >> index) % 4 !== 3);
      const extra: [string, unknown][] = seed % 5 === 0 ? [[added, 1]] : [];
      const sent = [...present.map(([name, { value }]): [string, unknown] => [name, value]), ...extra];
      return {
        schema: {
          type: "object",
          properties: objectOf(planned.map(([name, { schema }]) => [name, schema])),
          required: planned.filter((_, index) => (seed >> index) % 2 === 1).map(([name]) => name),
          ...(closed ? { additionalProperties: false } : {}),
        },
        value: objectOf(order ? sent : sent.reverse()),
      };
    });
}

describe("plain check of a value made for its schema", () => {
  it("answers as ajv does", () => {
    const answers = { true: 0, false: 0 };
    const ajv = newAjv();
    fc.assert(
      fc.property(cases, ({ schema, value }) => {
        const expected = ajv.compile(schema)(value) === true;
        expect(plainCheck(schema)?.(value), JSON.stringify([schema, value])).toBe(expected);
        answers[expected ? "true" : "false"] += 1;
      }),
      { numRuns: 1_500 },
    );
    expect(Math.min(answers.true, answers.false)).toBeGreaterThan(200);
  });

  it("does not count what a prototype has as sent", () => {
    const check = plainCheck({ type: "object", properties: { toString: {}, a: {} }, required: ["toString"] });
    expect(check?.({ a: 1 })).toBe(false);
    expect(check?.({ toString: 1 })).toBe(true);
  });

  it("leaves a number too large for JSON's readers to ajv, and the last of two equal names counts", () => {
    const check = plainCheck({ type: "object", properties: { n: { type: "integer" } } });
    expect(check?.(JSON.parse('{"n":1.0}'))).toBe(true);
    expect(check?.(JSON.parse('{"n":1e999}'))).toBe(false);
    expect(check?.(JSON.parse('{"n":"one","n":1}'))).toBe(true);
    expect(check?.(JSON.parse('{"n":1,"n":"one"}'))).toBe(false);
  });

  it("finds members in whatever order they come", () => {
    const names = ["a", "b", "c", "d"];
    const properties = Object.fromEntries(names.map((name, index) => [name, { const: index }]));
    const check = plainCheck({ type: "object", properties, required: names, additionalProperties: false });
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 0 }), fc.nat(4), (order, wrong) => {
        const value = Object.fromEntries(order.map((name) => [name, names.indexOf(name)]));
        expect(check?.(value)).toBe(order.length === names.length);
        if (wrong < order.length) expect(check?.({ ...value, [order[wrong] ?? ""]: -1 })).toBe(false);
      }),
    );
  });
});

describe.each([
  ["reference plan", referencePlan],
  ["hostile plan", hostilePlan],
])("plain checks of the %s", (_name, plan) => {
  it("accept no payload that ajv refuses, whatever is taken away, added or replaced", () => {
    let known = 0;
    for (const event of plan.events) {
      const schema = eventSchema(plan, event);
      const check = plainCheck(schema);
      if (check === undefined) continue;
      known += 1;
      const validate = newAjv().compile(schema);
      const names = Object.keys((schema.properties as object | undefined) ?? {});
      const values = fc.constantFrom<unknown>("", "a", "FR-1", 0, 1, 2.5, -1, true, false, null, [], ["a"], {});
      const payload = fc.dictionary(fc.constantFrom("other", ...names), values);
      fc.assert(
        fc.property(payload, (value) => {
          if (check(value)) expect(validate(value), JSON.stringify([event.name, value])).toBe(true);
        }),
        { numRuns: 60 },
      );
    }
    expect(known).toBeGreaterThan(0);
  });
});
