/** What of an event's JSON Schema no control has: it is the event's raw schema. */

import type { Json, JsonObject, PlanEvent } from "../plan/plan.ts";
import { hasOwnScope, type SchemaReader } from "./read-schema.ts";
import { sameSchema } from "./schema-form.ts";
import { isJsonObject, VALIDATION_KEYWORDS } from "./schema-keyword.ts";

function membersOf({ allOf }: JsonObject): readonly Json[] {
  return Array.isArray(allOf) ? (allOf as Json[]) : [];
}

/** How many members of `allOf` spell out the variants of the event. */
export function variantCount(compiled: JsonObject, event: PlanEvent): number {
  return membersOf(compiled).length - (event.rawSchema === undefined ? 0 : 1);
}

/** Keywords that the model says by other means. */
const MODELLED = new Set(["type", "properties", "required", "additionalProperties", "allOf", "nullable"]);

/** A schema for the values of keys that are not named. */
function strangersOf({ additionalProperties: extra }: JsonObject): JsonObject | undefined {
  return isJsonObject(extra) && Object.keys(extra).length > 0 ? extra : undefined;
}

function extrasOf(schema: JsonObject): Record<string, Json> {
  const extras = Object.fromEntries(
    Object.entries(schema).filter(([key]) => VALIDATION_KEYWORDS.has(key) && !MODELLED.has(key)),
  );
  const strangers = strangersOf(schema);
  if (strangers === undefined) return extras;
  const names = isJsonObject(schema.properties) ? Object.keys(schema.properties) : [];
  const known = Object.fromEntries(names.map((name): [string, Json] => [name, true]));
  return { ...extras, properties: known, additionalProperties: strangers };
}

/** True when the text says of the raw schema what the event says. */
export function isRawUnchanged(given: JsonObject, compiled: JsonObject, event: PlanEvent): boolean {
  const count = variantCount(compiled, event);
  const raw = (schema: JsonObject) => membersOf(schema).slice(count);
  return Object.keys(extrasOf(given)).length === 0 && sameSchema([...raw(given)], [...raw(compiled)]);
}

/** The raw schema that a text says, without the definitions it does not need; undefined when it says none. */
export function rawOf(given: JsonObject, count: number, reader: SchemaReader): JsonObject | undefined {
  const extras = extrasOf(given);
  const members = membersOf(given).slice(count);
  const [only] = members;
  const isAlone = Object.keys(extras).length === 0 && members.length === 1;
  if (isAlone && isJsonObject(only)) return ownScope(only, reader);
  if (Object.keys(extras).length + members.length === 0) return undefined;
  return ownScope({ ...extras, ...(members.length === 0 ? {} : { allOf: [...members] }) }, reader);
}

/** A raw schema with definitions of its own keeps them; another takes those of the text that it refers to. */
function ownScope({ $id, ...schema }: JsonObject, reader: SchemaReader): JsonObject {
  const isOwn = hasOwnScope($id) || isJsonObject(schema.definitions) || isJsonObject(schema.$defs);
  return isOwn ? schema : reader.raw(schema, "");
}
