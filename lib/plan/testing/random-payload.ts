/** Arbitrary payloads near what an event asks for: mostly valid, with gaps, nulls, strangers and borderline values. */

import fc from "fast-check";
import type { Json, Plan, PlanEvent, Property, PropertyType } from "../plan.ts";
import { resolveEvent } from "../resolve.ts";

const anything: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  null,
  true,
  0,
  1,
  7,
  0.5,
  60,
  "a",
  "EUR",
  "A-1",
  "a@b.co",
  [],
  {},
);

function listed(type: { enum?: readonly Json[]; const?: Json }): fc.Arbitrary<Json>[] {
  const values = [...(type.enum ?? []), ...(type.const === undefined ? [] : [type.const])];
  return values.length === 0 ? [] : [fc.constantFrom(...values)];
}

function plain(type: PropertyType): fc.Arbitrary<Json> {
  switch (type.kind) {
    case "string":
      return fc.oneof(
        ...listed(type),
        fc.constantFrom("a", "EUR", "FR-1", "2024-01-02T03:04:05Z", "https://a.b/c", "a@b.co", ""),
      );
    case "number":
    case "integer":
      return fc.oneof(...listed(type), fc.constantFrom(0, 1, 2, 5, 0.5, 49.99, 51, -3));
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(valueFor(type.items), { maxLength: 3 });
    case "object":
      return objectFor(type.properties);
    case "union":
      return fc.oneof(...type.anyOf.map(valueFor));
    default:
      return anything;
  }
}

/** A value that often fits the type. */
export function valueFor(type: PropertyType): fc.Arbitrary<Json> {
  return fc.oneof(
    { weight: 12, arbitrary: plain(type) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: anything },
  );
}

function objectFor(properties: readonly Property[]): fc.Arbitrary<Json> {
  const model = Object.fromEntries(properties.map(({ name, type }) => [name, valueFor(type)]));
  const required = properties.filter((property) => property.required).map(({ name }) => name);
  return fc.oneof(
    { weight: 9, arbitrary: fc.record(model, { requiredKeys: required }) },
    { weight: 1, arbitrary: fc.record({ ...model, n1: anything, n2: anything }, { requiredKeys: [] }) },
  ) as fc.Arbitrary<Json>;
}

/** A payload of the event: that of one of its variants when it has some. */
export function payloadFor(plan: Plan, event: PlanEvent): fc.Arbitrary<Json> {
  const { properties, variants } = resolveEvent(plan, event);
  const common = objectFor(properties.map(({ property }) => property));
  return fc.oneof(common, ...(variants?.cases ?? []).map((item) => objectFor(item.properties)));
}
