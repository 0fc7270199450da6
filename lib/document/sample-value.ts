/** A value that a property could have: the team's own example first, else the simplest one its type admits. */

import type { Json, JsonObject, NumberType, Property, PropertyType, StringFormat, StringType } from "../plan/plan.ts";
import { fitsType } from "../plan/rules/example-fits.ts";

const OF_FORMAT: Readonly<Record<StringFormat, string>> = {
  "date-time": "2026-03-02T09:30:00Z",
  date: "2026-03-02",
  time: "09:30:00Z",
  duration: "P1D",
  email: "ana@example.com",
  uri: "https://example.com/",
  uuid: "3f2b1c9e-8a47-4d0e-9c55-0f6a7b1d2e34",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
};

function sampleText(type: StringType): string {
  if (type.const !== undefined) return type.const;
  if (type.enum?.[0] !== undefined) return type.enum[0];
  const text = type.format ? OF_FORMAT[type.format] : "text";
  return text.padEnd(type.minLength ?? 0, "x").slice(0, type.maxLength ?? Number.POSITIVE_INFINITY);
}

function sampleNumber(type: NumberType): number {
  if (type.const !== undefined) return type.const;
  if (type.enum?.[0] !== undefined) return type.enum[0];
  const step = type.multipleOf ?? (type.kind === "integer" ? 1 : 0.5);
  const low = type.minimum ?? (type.exclusiveMinimum === undefined ? undefined : type.exclusiveMinimum + step);
  const high = type.maximum ?? (type.exclusiveMaximum === undefined ? undefined : type.exclusiveMaximum - step);
  const wished = type.kind === "integer" ? 1 : 9.5;
  const inside = Math.max(low ?? wished, Math.min(high ?? wished, wished));
  return type.multipleOf ? Math.ceil(inside / step) * step : type.kind === "integer" ? Math.ceil(inside) : inside;
}

const OF_JSON_TYPE: Readonly<Record<string, Json>> = {
  string: "text",
  number: 1,
  integer: 1,
  boolean: true,
  null: null,
  array: [],
};

/** A guess by what the schema says most plainly. */
function sampleOfRaw(schema: JsonObject | boolean): Json {
  if (typeof schema === "boolean") return {};
  const [listed] = Array.isArray(schema.enum) ? schema.enum : Array.isArray(schema.examples) ? schema.examples : [];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  return schema.const ?? schema.default ?? listed ?? OF_JSON_TYPE[String(type)] ?? {};
}

/** A value of a type. */
export function sampleOfType(type: PropertyType): Json {
  switch (type.kind) {
    case "string":
      return sampleText(type);
    case "number":
    case "integer":
      return sampleNumber(type);
    case "boolean":
      return type.const ?? true;
    case "null":
      return null;
    case "object":
      return Object.fromEntries(type.properties.map((property) => [property.name, sampleValue(property)]));
    case "array":
      return Array.from({ length: Math.max(1, type.minItems ?? 1) }, () => sampleOfType(type.items)).slice(
        0,
        type.maxItems ?? 20,
      );
    case "union":
      return sampleOfUnion(type.anyOf);
    case "any":
      return "anything";
    case "raw":
      return sampleOfRaw(type.schema);
  }
}

/** Of the first member that takes a value, null last. */
function sampleOfUnion(members: readonly PropertyType[]): Json {
  const others = members.filter((one) => one.kind !== "null");
  const samples = others.map((type) => ({ type, sample: sampleOfType(type) }));
  const fit = samples.find(({ type, sample }) => fitsType(type, sample));
  if (fit !== undefined) return fit.sample;
  return others.length < members.length ? null : (samples[0]?.sample ?? null);
}

/** A value of a property: the first of its examples that fits. */
export function sampleValue({ examples, type }: Property): Json {
  return examples.find((example) => fitsType(type, example)) ?? sampleOfType(type);
}
