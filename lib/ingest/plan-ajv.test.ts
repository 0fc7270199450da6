import type { AnySchema } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostilePlan } from "../plan/hostile-plan.ts";
import { eventSchema, traitSchemas } from "../plan/json-schema.ts";
import type { Plan } from "../plan/plan.ts";
import { namesInherited, newAjv, newQuickAjv } from "../plan/plan-ajv.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { withOwnNames } from "./foreign-schema.ts";

type Schema = Readonly<Record<string, unknown>>;

function schemasOf(plan: Plan): AnySchema[] {
  const events = plan.events.flatMap((event) => [
    eventSchema(plan, event),
    eventSchema(plan, event, { unplanned: "ignore" }),
  ]);
  const schemas: unknown[] = [...events, ...traitSchemas(plan).values()];
  return schemas.map((schema, index) =>
    withOwnNames(typeof schema === "object" ? { $id: `urn:test:${index}`, ...schema } : schema),
  ) as AnySchema[];
}

const anything = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e300, "", "x", "FR-12", "2026-11-21T17:50:02Z", "🎉", [], {}, [1]),
  fc.jsonValue({ maxDepth: 2 }),
);

function valuesOfType(schema: Schema): fc.Arbitrary<unknown> {
  const types = [schema.type].flat();
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
  if (types.includes("object")) {
    const members = Object.entries(properties).map(([name, own]) =>
      fc.tuple(fc.constant(name), fc.option(valuesNear(own), { freq: 6, nil: undefined })),
    );
    const extra = fc.option(fc.tuple(fc.constantFrom("other", "constructor", "__proto__"), anything), { freq: 1 });
    return fc.tuple(fc.tuple(...members), extra).map(([own, more]) => {
      const present = own.filter(([, value]) => value !== undefined);
      return Object.fromEntries(more === null ? present : [...present, more]);
    });
  }
  if (types.includes("array")) return fc.array(valuesNear((schema.items ?? {}) as Schema), { maxLength: 4 });
  if (types.includes("integer")) return fc.integer({ min: -3, max: 200 });
  if (types.includes("number")) return fc.oneof(fc.integer({ min: -3, max: 200 }), fc.double({ noNaN: true }));
  if (types.includes("boolean")) return fc.boolean();
  return fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("a@b.co", "https://a.b/c", "2026-11-21", "AB-1"));
}

/** Values that a schema mostly lets through, and every so often does not. */
function valuesNear(schema: Schema): fc.Arbitrary<unknown> {
  const given = [...((schema.enum as unknown[] | undefined) ?? []), ...("const" in schema ? [schema.const] : [])];
  const branches = [schema.anyOf, schema.oneOf, schema.allOf].flat().filter((item) => typeof item === "object");
  const near = [
    ...(given.length > 0 ? [fc.constantFrom(...given)] : [valuesOfType(schema)]),
    ...branches.map((branch) => valuesNear({ ...schema, anyOf: [], oneOf: [], allOf: [], ...(branch as Schema) })),
  ];
  return fc.oneof({ weight: 12, arbitrary: fc.oneof(...near) }, { weight: 1, arbitrary: anything });
}

describe("the quick ajv", () => {
  it.each([
    ["reference", referencePlan],
    ["hostile", hostilePlan],
  ])("finds the same values of the %s plan valid as the one that says what is wrong", (_name, plan) => {
    const full = newAjv();
    const ajvs = { quick: newQuickAjv(false), careful: newQuickAjv(true) };
    const seen = { valid: 0, invalid: 0 };
    for (const schema of schemasOf(plan)) {
      const check = full.compile(schema);
      const quick = (namesInherited(schema) ? ajvs.careful : ajvs.quick).compile(schema);
      fc.assert(
        fc.property(valuesNear(schema as Schema), (made) => {
          const value: unknown = JSON.parse(JSON.stringify(made ?? null));
          const expected = check(value);
          seen[expected ? "valid" : "invalid"] += 1;
          expect(quick(value)).toBe(expected);
        }),
        { numRuns: 60 },
      );
    }
    expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(100);
  });

  it("does not take for a property what every object inherits", () => {
    const schema = { type: "object", required: ["constructor"], properties: { toString: { type: "string" } } };
    expect(namesInherited(schema)).toBe(true);
    const quick = newQuickAjv(namesInherited(schema)).compile(schema);
    expect(quick({})).toBe(false);
    expect(quick(JSON.parse('{"constructor":1}'))).toBe(true);
    expect(quick(JSON.parse('{"constructor":1,"toString":1}'))).toBe(false);
  });

  it("is not careful about names that no object inherits", () => {
    expect(namesInherited({ type: "object", required: ["total"], properties: { built_by_constructor: {} } })).toBe(
      false,
    );
  });
});
