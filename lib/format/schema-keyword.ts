/** What the keywords of JSON Schema are to us: constraints with a control, constraints without, words, bookkeeping. */

import type { Json, JsonObject } from "../plan/plan.ts";

/** Keywords that say something to people and nothing to a validator, and that the plan has a place for. */
export const TEXT_KEYWORDS: ReadonlySet<string> = new Set(["title", "description", "examples", "deprecated"]);

/** Keys that tools add for themselves: made again on export, nothing is lost with them. */
export const BOOKKEEPING_KEYWORDS: ReadonlySet<string> = new Set([
  "$schema",
  "$id",
  "id",
  "key",
  "$comment",
  "definitions",
  "$defs",
  "eventMetadata",
  "labels",
  "x-source-id",
]);

/** Keywords of drafts 04 to 07 that decide validity. One that has no control sends its schema to a raw type. */
export const VALIDATION_KEYWORDS: ReadonlySet<string> = new Set([
  "type",
  "nullable",
  "enum",
  "const",
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "properties",
  "required",
  "additionalProperties",
  "patternProperties",
  "propertyNames",
  "minProperties",
  "maxProperties",
  "dependencies",
  "items",
  "additionalItems",
  "contains",
  "minItems",
  "maxItems",
  "uniqueItems",
  "allOf",
  "anyOf",
  "oneOf",
  "not",
  "if",
  "then",
  "else",
  "contentEncoding",
  "contentMediaType",
  "$ref",
]);

/** Keywords whose value is one schema, a list of schemas, or a map of schemas. */
const SCHEMA_VALUED = new Set([
  "additionalProperties",
  "additionalItems",
  "items",
  "contains",
  "propertyNames",
  "not",
  "if",
  "then",
  "else",
  "allOf",
  "anyOf",
  "oneOf",
]);
const SCHEMA_MAPS = new Set(["properties", "patternProperties", "definitions", "$defs", "dependencies"]);

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How many values stand in this one, itself among them; beyond `most` it counts no further. */
export function sizeOf(root: Json, most = Number.POSITIVE_INFINITY): number {
  const waiting: Json[] = [root];
  let count = 0;
  for (let value = waiting.pop(); value !== undefined && count <= most; value = waiting.pop()) {
    count += 1;
    if (typeof value === "object" && value !== null) for (const inside of Object.values(value)) waiting.push(inside);
  }
  return count;
}

/** Visits keys in schema places only: a property called `id`, or data under `enum`, is never mistaken for a keyword. */
export function mapSchema(schema: Json, change: (schema: JsonObject) => JsonObject): Json {
  if (Array.isArray(schema)) return schema.map((item: Json) => mapSchema(item, change));
  if (!isJsonObject(schema)) return schema;
  const entries = Object.entries(change(schema)).map(([key, value]): [string, Json] => {
    if (SCHEMA_VALUED.has(key)) return [key, mapSchema(value, change)];
    if (!SCHEMA_MAPS.has(key) || !isJsonObject(value)) return [key, value];
    const members = Object.entries(value).map(([name, member]): [string, Json] => [name, mapSchema(member, change)]);
    return [key, Object.fromEntries(members)];
  });
  return Object.fromEntries(entries);
}

/** The schema without the ids that tools leave in it, which validators would take for scopes or refuse. */
export function withoutIds(schema: Json): Json {
  return mapSchema(schema, ({ $id: _id, id: _legacyId, $schema: _dialect, ...rest }) => rest as JsonObject);
}
