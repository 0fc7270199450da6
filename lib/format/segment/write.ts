/** Writes a plan as the rules of Segment's Public API: one per event, and one each for identify and group calls. */

import { eventSchema, propertyValueSchema } from "../../plan/json-schema.ts";
import type { Json, JsonObject, Plan, PlanEvent, Property, PropertyType, TraitProperty } from "../../plan/plan.ts";
import { resolveEvent } from "../../plan/resolve.ts";
import { planBeside } from "../embedded-plan.ts";
import { inFirstLanguage } from "../in-language.ts";
import { isJsonObject } from "../schema-keyword.ts";
import { NEVER, UNDATED } from "./segment-schema.ts";

const DRAFT = "http://json-schema.org/draft-07/schema#";
const RULE_TYPES = { track: "TRACK", page: "PAGE", screen: "SCREEN" } as const;

/** Segment names a property by its place, steps percent-encoded. */
function child(parent: string, name: string): string {
  return `${parent}/properties/${encodeURIComponent(name.replace(/\p{Cs}/gu, "\ufffd"))}`;
}

function withId(schema: Json | undefined, type: PropertyType, id: string): Json {
  if (!isJsonObject(schema)) return schema ?? {};
  if (type.kind === "raw") return schema;
  const inner: Record<string, Json> = {};
  if (type.kind === "object") inner.properties = withIds(schema, type.properties, id);
  if (type.kind === "array") inner.items = withId(schema.items, type.items, `${id}/items`);
  return { id, ...schema, ...inner };
}

/** The `properties` map of a schema with Segment's ids in it. */
function withIds(schema: JsonObject, properties: readonly Property[], parent: string): JsonObject {
  const map = isJsonObject(schema.properties) ? schema.properties : {};
  const types = new Map(properties.map((property) => [property.name, property.type]));
  const entries = Object.entries(map).map(([name, member]): [string, Json] => {
    const type = types.get(name);
    return [name, type === undefined ? member : withId(member, type, child(parent, name))];
  });
  return Object.fromEntries(entries);
}

/** A tag `team:checkout` is the label team = checkout; a tag without a value, or whose key is taken, a label without one. */
function labelsOf(plan: Plan, event: PlanEvent): JsonObject {
  const labels: [string, string][] = [];
  if (event.owner) labels.push(["owner", event.owner]);
  const category = plan.categories.find((item) => item.id === event.category);
  if (category !== undefined) labels.push(["category", category.name]);
  const taken = new Set(["owner", "category"]);
  for (const tag of event.tags) {
    const at = tag.indexOf(":");
    const [key, value] = at > 0 && at < tag.length - 1 ? [tag.slice(0, at), tag.slice(at + 1)] : [tag, ""];
    const pair: [string, string] = taken.has(key) ? [tag, ""] : [key, value];
    taken.add(pair[0]);
    labels.push(pair);
  }
  return Object.fromEntries(labels);
}

function eventRule(plan: Plan, event: PlanEvent): JsonObject {
  const {
    $schema: _dialect,
    title: _title,
    description: _description,
    ...schema
  } = eventSchema(plan, event, { texts: true });
  const resolved = resolveEvent(plan, event).properties.map(({ property }) => property);
  const properties = { ...schema, properties: withIds(schema, resolved, "/properties/properties") };
  const { en: description } = event.description;
  return {
    type: RULE_TYPES[event.callType],
    key: event.name,
    version: 1,
    jsonSchema: {
      $schema: DRAFT,
      type: "object",
      ...(description === undefined ? {} : { description }),
      labels: labelsOf(plan, event),
      properties: { context: {}, traits: { type: "object" }, properties },
      required: resolved.some((property) => property.required) ? ["properties"] : [],
    },
    deprecatedAt: event.status === "deprecated" ? UNDATED : NEVER,
  };
}

function traitRule(type: "IDENTIFY" | "GROUP", traits: readonly TraitProperty[], labels: JsonObject): JsonObject {
  const map = traits.map((trait): [string, Json] => [
    trait.name,
    withId(propertyValueSchema(trait, { texts: true }), trait.type, child("/properties/traits", trait.name)),
  ]);
  return {
    type,
    version: 1,
    jsonSchema: {
      $schema: DRAFT,
      type: "object",
      labels,
      properties: {
        context: {},
        properties: { type: "object" },
        traits: { type: "object", properties: Object.fromEntries(map), required: [] },
      },
      required: [],
    },
    deprecatedAt: NEVER,
  };
}

/** The plan as Segment's rules say it. */
export function segmentRules(given: Plan): JsonObject[] {
  const plan = inFirstLanguage(given);
  const [group] = plan.groupTypes;
  return [
    ...plan.events.map((event) => eventRule(plan, event)),
    ...(plan.userProperties.length === 0 ? [] : [traitRule("IDENTIFY", plan.userProperties, {})]),
    ...(group === undefined ? [] : [traitRule("GROUP", group.properties, { group: group.name })]),
  ];
}

/** Segment's JSON, indented as Typewriter writes it, and beside the rules the plan itself, which Segment has no place for. */
export function writeSegment(plan: Plan): string {
  const language = plan.settings.languages[0] ?? "en";
  const document = {
    name: plan.name[language] ?? plan.slug,
    slug: plan.slug,
    description: plan.description[language] ?? "",
    type: "LIVE",
    rules: segmentRules(plan),
    ...planBeside(plan),
  };
  return `${JSON.stringify(document, undefined, "\t")}\n`;
}
