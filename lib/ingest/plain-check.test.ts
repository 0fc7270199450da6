import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newAjv, newQuickAjv } from "../plan/plan-ajv.ts";
import { plainCheck } from "./plain-check.ts";
import { isUsualEmail } from "./usual-email.ts";

const NAMES = ["id", "kind", "constructor", "0", "é"];
const TEXTS = [
  "",
  "a",
  "é",
  "😀",
  "😀😀",
  "AB-12",
  "person@example.com",
  "2026-11-21T17:50:02Z",
  "https://example.com/a",
];
const NUMBERS = [0, -0, 1, 2.5, -3, 1e21, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

const primitive = fc.oneof(
  fc.constantFrom<unknown>(...TEXTS, ...NUMBERS, true, false, null),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.double({ noNaN: true }),
);
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    primitive,
    fc.array(tie("any"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie("any"), { maxKeys: 4 }),
  ),
})).any;

const size = fc.integer({ min: 0, max: 4 });
const edge = fc.constantFrom(-3, 0, 1, 2, 2.5);
const typeName = fc.constantFrom("string", "number", "integer", "boolean", "null", "array", "object");
const schema = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.boolean(),
    fc.record(
      {
        type: fc.oneof(typeName, fc.uniqueArray(typeName, { minLength: 1, maxLength: 4 })),
        enum: fc.uniqueArray(fc.constantFrom<unknown>("a", "AB-12", 0, 1, true, null), { minLength: 1 }),
        minLength: size,
        maxLength: size,
        pattern: fc.constantFrom("^[A-Z]{2}-[0-9]+$", "a|😀", "(?=a)", "^.{0,2}$"),
        format: fc.constantFrom("date-time", "uri", "email"),
        minimum: edge,
        maximum: edge,
        exclusiveMinimum: edge,
        exclusiveMaximum: edge,
        items: tie("any"),
        minItems: size,
        maxItems: size,
        properties: fc.dictionary(fc.constantFrom(...NAMES), tie("any"), { maxKeys: 4 }),
        required: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
        additionalProperties: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  ),
})).any;

describe("plain check", () => {
  it("accepts nothing that ajv refuses", () => {
    let accepted = 0;
    const ajv = newAjv();
    fc.assert(
      fc.property(schema, fc.array(value, { minLength: 5, maxLength: 10 }), (made, values) => {
        const check = plainCheck(made);
        if (check === undefined) return;
        const validate = ajv.compile(made as object);
        for (const item of values) {
          if (!check(item)) continue;
          accepted += 1;
          expect(validate(item), JSON.stringify([made, item])).toBe(true);
        }
      }),
      { numRuns: 600 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  const order = {
    type: "object",
    properties: {
      id: { type: "string", minLength: 3, maxLength: 8, pattern: "^[A-Z]{2}-[0-9]+$" },
      kind: { type: ["string", "null"], enum: ["card", null] },
      total: { type: "number", minimum: 0, exclusiveMaximum: 100 },
      count: { type: "integer" },
      contact: { type: "string", format: "email" },
      tags: { type: "array", items: { type: "string", maxLength: 2 }, maxItems: 2 },
      never: false,
      place: { type: "object", properties: { at: { type: "boolean" } }, required: ["at"], additionalProperties: false },
    },
    required: ["id"],
    additionalProperties: false,
  };
  const check = plainCheck(order);

  it("recognises what clients usually send, so that ajv is seldom asked", () => {
    expect(check?.({ id: "FR-1" })).toBe(true);
    const whole = {
      id: "FR-12",
      kind: null,
      total: 99.5,
      count: 3,
      contact: "p.o@shop.example.com",
      tags: ["é", "😀"],
    };
    expect(check?.({ ...whole, place: { at: true } })).toBe(true);
  });

  it.each([
    {},
    { id: "FR-1", other: 1 },
    { id: "fr-1" },
    { id: "FR-123456" },
    { id: "FR-1", kind: "cash" },
    { id: "FR-1", total: 100 },
    { id: "FR-1", total: Number.NEGATIVE_INFINITY },
    { id: "FR-1", count: 1.5 },
    { id: "FR-1", contact: "p..o@example.com" },
    { id: "FR-1", tags: ["a", "b", "c"] },
    { id: "FR-1", tags: ["abc"] },
    { id: "FR-1", place: {} },
    { id: "FR-1", place: null },
    { id: "FR-1", never: 1 },
    [],
    null,
    "FR-1",
  ])("leaves %j to ajv, which refuses it", (item) => {
    expect(check?.(item)).toBe(false);
    expect(newQuickAjv(false).compile(order)(item)).toBe(false);
  });

  it.each([
    { anyOf: [true] },
    { type: "string", format: "uuid" },
    { properties: JSON.parse('{"a":{"not":{}}}') as object },
    { required: ["a"] },
    { enum: [{ a: 1 }] },
    { items: [{ type: "string" }] },
    { multipleOf: 2 },
    { uniqueItems: true },
    { enum: [1], const: 2 },
  ])("leaves the schema %j to ajv", (made) => {
    expect(plainCheck(made)).toBeUndefined();
  });
});

describe("usual e-mail addresses", () => {
  const validate = newAjv().compile({ type: "string", format: "email" });

  it("are all accepted by ajv-formats", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "Z", "9", ".", "-", "_", "+", "@", "é", "!"), maxLength: 12 });
    fc.assert(
      fc.property(part, part, fc.constantFrom("", ".com", ".co.uk", "."), (one, two, end) => {
        const text = `${one}@${two}${end}`;
        if (isUsualEmail(text)) expect(validate(text), text).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(["person@example.com", "a.b+c_d@x-1.example.co.uk", "A@B.C"])("include %s", (text) => {
    expect(isUsualEmail(text)).toBe(true);
  });

  it.each(["", "a", "a@b", "@b.c", "a@", "a@.b", "a@b.", "a@-b.c", "a@b-.c", "a@b..c", ".a@b.c", "a.@b.c", "a@b@c.d"])(
    "do not include %j",
    (text) => {
      expect(isUsualEmail(text)).toBe(false);
    },
  );
});
