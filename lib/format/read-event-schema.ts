/** The schema of an event's `properties` object, as the event's properties plus what only a raw schema can say. */

import type { Json, JsonObject } from "../plan/plan.ts";
import type { FileProperty } from "./plan-file/file-schema.ts";
import { requiredAny, type SchemaReader } from "./read-schema.ts";
import { isJsonObject, VALIDATION_KEYWORDS } from "./schema-keyword.ts";

export interface ReadEventSchema {
  readonly properties: readonly FileProperty[];
  readonly open: boolean;
  readonly rawSchema?: JsonObject;
}

const PLAIN = new Set(["type", "properties", "required", "additionalProperties", "nullable"]);
const MERGEABLE = new Set(["type", "properties", "required"]);

function isOpen(extra: Json | undefined): boolean {
  return extra === undefined || extra === true || (isJsonObject(extra) && Object.keys(extra).length === 0);
}

/** Members of `allOf` that only name more properties are the event's properties as well. */
function merged(reader: SchemaReader, schema: JsonObject, pointer: string): JsonObject {
  if (!Array.isArray(schema.allOf) || schema.additionalProperties === false) return schema;
  const members = (schema.allOf as Json[]).map((member) =>
    isJsonObject(member) && typeof member.$ref === "string" ? reader.resolve(member.$ref, pointer) : member,
  );
  const names = new Set(Object.keys(isJsonObject(schema.properties) ? schema.properties : {}));
  const properties: Record<string, Json> = { ...(schema.properties as JsonObject | undefined) };
  const required = new Set((schema.required ?? []) as Json[]);
  for (const member of members) {
    if (!isJsonObject(member)) return schema;
    const words = Object.keys(member).filter((key) => VALIDATION_KEYWORDS.has(key));
    if (!words.every((word) => MERGEABLE.has(word)) || (member.type !== undefined && member.type !== "object"))
      return schema;
    for (const [name, value] of Object.entries((member.properties ?? {}) as JsonObject)) {
      if (names.has(name)) return schema;
      names.add(name);
      properties[name] = value;
    }
    for (const name of (member.required ?? []) as Json[]) required.add(name);
  }
  const { allOf: _merged, ...rest } = schema;
  return { ...rest, properties, required: [...required] };
}

/** `pointer` is the place of the schema in its file. */
export function readEventSchema(reader: SchemaReader, given: Json, pointer: string): ReadEventSchema {
  if (!isJsonObject(given))
    return { properties: [], open: true, ...(given === false ? { rawSchema: { not: {} } } : {}) };
  if (typeof given.$ref === "string") return readEventSchema(reader, reader.resolve(given.$ref, pointer), pointer);
  const schema = merged(reader, given, pointer);
  reader.reportWords(schema, pointer);
  const { listed, missing } = reader.properties(schema, pointer);
  const extra = schema.additionalProperties;
  const patterned = schema.patternProperties !== undefined || !(isOpen(extra) || extra === false);
  const closed = extra === false && !patterned;
  const raw: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema))
    if (VALIDATION_KEYWORDS.has(key) && !PLAIN.has(key)) raw[key] = value;
  if (patterned) {
    raw.properties = Object.fromEntries(listed.map((property) => [property.name, true]));
    if (extra !== undefined) raw.additionalProperties = extra;
  }
  if (closed && missing.length > 0) raw.required = missing;
  return {
    properties: closed ? listed : [...listed, ...missing.map(requiredAny)],
    open: !closed,
    ...(Object.keys(raw).length === 0 ? {} : { rawSchema: reader.raw(unwrapped(raw), pointer) }),
  };
}

/** One raw schema that was wrapped in `allOf` comes back as itself. */
function unwrapped(raw: JsonObject): JsonObject {
  const [only, ...others] = Array.isArray(raw.allOf) ? (raw.allOf as Json[]) : [];
  return Object.keys(raw).length === 1 && others.length === 0 && isJsonObject(only) ? only : raw;
}
