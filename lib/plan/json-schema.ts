/**
 * The one compiler from plan to JSON Schema (draft-07). Ingest, the command line and exports all judge by what it writes.
 *
 * Sources: JSON Schema draft-07 validation; lengths are code points; formats are those of ajv-formats.
 */

import type { Json, JsonObject, Plan, PlanEvent, Property, PropertyType } from "./plan.ts";
import { acrossSources } from "./presence.ts";
import { type ResolvedEvent, resolvedWith, resolveEvent, valuesWithoutCase } from "./resolve.ts";

export const DRAFT_07 = "http://json-schema.org/draft-07/schema#";

export interface SchemaOptions {
  /** What an unplanned key of a closed object is: a violation (default), or kept and ignored. */
  readonly unplanned?: "violation" | "ignore";
  /** Slug of the source that sends: what it sends otherwise than the properties say is judged so. Absent: no source's exceptions. */
  readonly source?: string;
  /** For code that does not know its source: required is what every source sends, refused what none may send. */
  readonly anySource?: boolean;
  /** Include titles and descriptions, for people who read the schema. Validation does not need them. */
  readonly texts?: boolean;
}

interface Compilation {
  readonly options: SchemaOptions;
  /** Names embedded raw schemas, so that their own `#/` references stay theirs. */
  readonly scope: string;
  rawCount: number;
}

type Schema = Record<string, Json>;

function nullableSchema(base: Schema, typeName: string, nullable: boolean | undefined): Schema {
  if (nullable !== true) return { type: typeName, ...base };
  const { enum: values, const: constant, ...rest } = base;
  if (constant !== undefined) return { ...rest, type: [typeName, "null"], enum: [constant, null] };
  if (Array.isArray(values)) return { ...rest, type: [typeName, "null"], enum: [...values, null] };
  return { type: [typeName, "null"], ...rest };
}

function definedOnly(fields: { readonly [key: string]: Json | undefined }): Schema {
  const result: Schema = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) result[key] = value;
  return result;
}

function hasReference(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasReference);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value as JsonObject).some(([key, item]) => key === "$ref" || hasReference(item));
}

/** A raw schema keeps its own scope for `#/` references; draft-07 opens one at `$id`. */
function embedRaw(schema: JsonObject | boolean, compilation: Compilation): Json {
  if (typeof schema === "boolean") return schema;
  const { $schema: _dialect, $id: _id, ...rest } = schema;
  if (!hasReference(rest)) return rest;
  compilation.rawCount += 1;
  return { $id: `urn:gabarit:${compilation.scope}:raw-${compilation.rawCount}`, ...rest };
}

function objectSchema(
  properties: readonly Property[],
  open: boolean,
  nullable: boolean | undefined,
  compilation: Compilation,
): Schema {
  return nullableSchema(
    {
      properties: propertyMap(properties, compilation),
      ...requiredOf(properties),
      ...closing(open, compilation),
    },
    "object",
    nullable,
  );
}

function closing(open: boolean, compilation: Compilation): Schema {
  return open || compilation.options.unplanned === "ignore" ? {} : { additionalProperties: false };
}

function requiredOf(properties: readonly Property[]): Schema {
  const required = properties.filter((property) => property.required).map((property) => property.name);
  return required.length === 0 ? {} : { required };
}

/** Own keys only: a property called `__proto__` is a key like any other. */
function keyed(entries: Iterable<readonly [string, Json]>): JsonObject {
  return Object.fromEntries(entries) as JsonObject;
}

function propertyMap(properties: readonly Property[], compilation: Compilation): JsonObject {
  return keyed(properties.map((property) => [property.name, propertySchemaOf(property, compilation)] as const));
}

function typeSchemaOf(type: PropertyType, compilation: Compilation): Json {
  switch (type.kind) {
    case "string": {
      const { kind, nullable, enum: values, ...rest } = type;
      return nullableSchema(definedOnly({ ...rest, enum: values }), kind, nullable);
    }
    case "number":
    case "integer": {
      const { kind, nullable, enum: values, ...rest } = type;
      return nullableSchema(definedOnly({ ...rest, enum: values }), kind, nullable);
    }
    case "boolean":
      return nullableSchema(definedOnly({ const: type.const }), "boolean", type.nullable);
    case "null":
      return { type: "null" };
    case "object":
      return objectSchema(type.properties, type.open, type.nullable, compilation);
    case "array": {
      const { items, minItems, maxItems, uniqueItems } = type;
      const base = definedOnly({ items: typeSchemaOf(items, compilation), minItems, maxItems, uniqueItems });
      return nullableSchema(base, "array", type.nullable);
    }
    case "any":
      return {};
    case "union":
      return { anyOf: type.anyOf.map((member) => typeSchemaOf(member, compilation)) };
    case "raw":
      return embedRaw(type.schema, compilation);
  }
}

function propertySchemaOf(property: Property, compilation: Compilation): Json {
  const schema = typeSchemaOf(property.type, compilation);
  if (compilation.options.texts !== true || typeof schema !== "object" || schema === null) return schema;
  const description = property.description.en ?? property.description.fr;
  return description === undefined ? schema : { description, ...(schema as Schema) };
}

function whenDiscriminatorIs(name: string, values: readonly Json[]): JsonObject {
  return { properties: keyed([[name, { enum: values }]]), required: [name] };
}

/**
 * Each shape is an `if` on the discriminator with its whole set of keys in `then`, so that "unplanned here" is judged per
 * shape. When the discriminator itself is missing or wrong, that alone is reported: keys of every shape are let through.
 */
function variantSchema(resolved: ResolvedEvent, compilation: Compilation): Schema {
  const variants = resolved.variants;
  const common = resolved.properties.map(({ property }) => property);
  if (variants === undefined) {
    return {
      properties: propertyMap(common, compilation),
      ...requiredOf(common),
      ...closing(resolved.event.open, compilation),
    };
  }
  const replaced = new Set(variants.cases.flatMap((item) => item.case.properties.map((property) => property.name)));
  const shared = common.filter((property) => !replaced.has(property.name));
  const sharedNames = new Set(shared.map((property) => property.name));
  const closed = closing(resolved.event.open, compilation);
  const name = variants.discriminator.name;
  const shape = (properties: readonly Property[]): JsonObject => ({
    properties: keyed(
      properties.map(
        (property) =>
          [property.name, sharedNames.has(property.name) ? true : propertySchemaOf(property, compilation)] as const,
      ),
    ),
    ...requiredOf(properties.filter((property) => !sharedNames.has(property.name))),
    ...closed,
  });
  const rest = valuesWithoutCase(variants);
  const known: Json[] = [...variants.cases.flatMap((item) => item.case.match), ...rest];
  const everyName = new Set([...common.map((property) => property.name), ...replaced]);
  return {
    properties: propertyMap(shared, compilation),
    ...requiredOf(shared),
    allOf: [
      ...variants.cases.map((item) => ({
        if: whenDiscriminatorIs(name, item.case.match),
        // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword, on a value that nobody awaits.
        then: shape(item.properties),
      })),
      // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword, on a value that nobody awaits.
      ...(rest.length === 0 ? [] : [{ if: whenDiscriminatorIs(name, rest), then: shape(common) }]),
      {
        if: whenDiscriminatorIs(name, known),
        else: { properties: keyed([...everyName].map((key) => [key, true] as const)), ...closed },
      },
    ],
  };
}

/** The schema of the event's `properties` object. */
export function eventSchema(plan: Plan, event: PlanEvent, options: SchemaOptions = {}): JsonObject {
  const compilation: Compilation = { options, scope: event.id, rawCount: 0 };
  const planned = resolveEvent(plan, event, options.source);
  const resolved =
    options.anySource === true ? resolvedWith(planned, (property) => acrossSources(event, property)) : planned;
  const base = variantSchema(resolved, compilation);
  const texts: Schema = {};
  if (options.texts === true) {
    texts.title = event.name;
    const description = event.description.en ?? event.description.fr;
    if (description !== undefined) texts.description = description;
  }
  const schema: Schema = { $schema: DRAFT_07, ...texts, type: "object", ...base };
  if (event.rawSchema === undefined) return schema;
  const raw = embedRaw(event.rawSchema, compilation);
  return { ...schema, allOf: [...((schema.allOf as Json[] | undefined) ?? []), raw] };
}

/** The schema of one value of a property: traits are judged one by one with it. */
export function propertyValueSchema(property: Property, options: SchemaOptions = {}): JsonObject | boolean {
  const schema = propertySchemaOf(property, { options, scope: property.id, rawCount: 0 });
  return schema as JsonObject | boolean;
}

/** Schemas of every trait of users, and of every group type, by property id. */
export function traitSchemas(plan: Plan, options: SchemaOptions = {}): Map<string, JsonObject | boolean> {
  const all = [...plan.userProperties, ...plan.groupTypes.flatMap((group) => group.properties)];
  return new Map(all.map((property) => [property.id, propertyValueSchema(property, options)]));
}

/** The schema of every event, by event id, in plan order. */
export function planSchemas(plan: Plan, options: SchemaOptions = {}): Map<string, JsonObject> {
  return new Map(plan.events.map((event) => [event.id, eventSchema(plan, event, options)]));
}
