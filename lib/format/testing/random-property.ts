/** Random types and properties. */

import fc from "fast-check";
import { newProperty } from "../../plan/new-object.ts";
import {
  PRIVACY_CLASSES,
  PROPERTY_ROLES,
  type Property,
  type PropertyType,
  STATUSES,
  STRING_FORMATS,
} from "../../plan/plan.ts";
import { anyText, count, drop, id, json, localized, maybe, nullable, number, word } from "./random-text.ts";

const scalarType: fc.Arbitrary<PropertyType> = fc
  .oneof(
    fc.record({
      kind: fc.constant("string" as const),
      nullable,
      enum: maybe(fc.uniqueArray(anyText, { minLength: 1, maxLength: 4 })),
      format: maybe(fc.constantFrom(...STRING_FORMATS)),
      pattern: maybe(fc.constantFrom("^a+$", "x|y", "\\d{2}")),
      minLength: count,
      maxLength: count,
    }),
    fc.record({ kind: fc.constant("string" as const), nullable, const: anyText }),
    fc.record({
      kind: fc.constantFrom("number" as const, "integer" as const),
      nullable,
      enum: maybe(fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 4 })),
      minimum: maybe(number),
      maximum: maybe(number),
      exclusiveMinimum: maybe(number),
      multipleOf: maybe(fc.constantFrom(0.01, 2, 5)),
    }),
    fc.record({ kind: fc.constant("boolean" as const), nullable, const: maybe(fc.boolean()) }),
    fc.constantFrom<PropertyType>({ kind: "null" }, { kind: "any" }),
    fc.constantFrom<PropertyType>(
      { kind: "raw", schema: { type: "string", contentEncoding: "base64" } },
      { kind: "raw", schema: true },
    ),
  )
  .map((type) => drop(type as object) as PropertyType);

function typeOf(depth: number): fc.Arbitrary<PropertyType> {
  if (depth === 0) return scalarType;
  return fc.oneof(
    { weight: 4, arbitrary: scalarType },
    {
      weight: 1,
      arbitrary: fc
        .record({
          kind: fc.constant("object" as const),
          nullable,
          properties: properties(depth - 1),
          open: fc.boolean(),
        })
        .map(drop) as fc.Arbitrary<PropertyType>,
    },
    {
      weight: 1,
      arbitrary: fc
        .record({
          kind: fc.constant("array" as const),
          nullable,
          items: typeOf(depth - 1),
          minItems: count,
          uniqueItems: nullable,
        })
        .map(drop) as fc.Arbitrary<PropertyType>,
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("union" as const),
        anyOf: fc.array(typeOf(depth - 1), { minLength: 2, maxLength: 3 }),
      }) as fc.Arbitrary<PropertyType>,
    },
  );
}

function property(depth: number): fc.Arbitrary<Property> {
  return fc
    .record({
      name: word,
      displayName: localized,
      description: localized,
      type: typeOf(depth),
      required: fc.boolean(),
      role: maybe(fc.constantFrom(...PROPERTY_ROLES)),
      privacy: fc.constantFrom(...PRIVACY_CLASSES),
      consentPurpose: maybe(word),
      owner: maybe(word),
      tags: fc.array(word, { maxLength: 3 }),
      status: fc.constantFrom(...STATUSES),
      deprecation: maybe(fc.record({ text: localized })),
      retentionDays: maybe(fc.integer({ min: 1, max: 4000 })),
      expiresOn: maybe(fc.constant("2030-01-31")),
      examples: fc.array(json, { maxLength: 2 }),
    })
    .map((fields) => newProperty({ ...drop(fields), id: id("prp") }));
}

export function properties(depth: number): fc.Arbitrary<Property[]> {
  return fc.uniqueArray(property(depth), { maxLength: 3, selector: (item) => item.name });
}
