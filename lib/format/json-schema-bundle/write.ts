/**
 * Writes a plan as one JSON document of JSON Schemas (draft-07): `schema.events` by name, traits beside them. The plan it
 * was compiled from stands in `x-gabarit`, so that nothing is lost on the way back.
 */

import { DRAFT_07, eventSchema, propertyValueSchema } from "../../plan/json-schema.ts";
import type { Json, JsonObject, Plan, PlanEvent, TraitProperty } from "../../plan/plan.ts";
import { planBeside } from "../embedded-plan.ts";

/** Key under which the call type of an event stands when it is not track. */
export const CALL_TYPE_KEY = "x-gabarit-call";

/** The name of the event, with its call type where two calls share the name. */
function keyOf(event: PlanEvent, plan: Plan): string {
  const shared = plan.events.some((other) => other !== event && other.name === event.name);
  return shared && event.callType !== "track" ? `${event.name} (${event.callType})` : event.name;
}

/** The schema of one event's properties, with titles and descriptions, as its own file; of a source, as it judges that one. */
export function eventSchemaFile(plan: Plan, event: PlanEvent, source?: string): JsonObject {
  const schema = eventSchema(plan, event, { texts: true, ...(source === undefined ? {} : { source }) });
  return event.callType === "track" ? schema : { ...schema, [CALL_TYPE_KEY]: event.callType };
}

function traitsSchema(traits: readonly TraitProperty[]): JsonObject {
  const entries = traits.map((trait): [string, Json] => [trait.name, propertyValueSchema(trait, { texts: true })]);
  return { type: "object", properties: Object.fromEntries(entries) };
}

/** The schemas alone: what validators of others read. */
export function bundleSchemas(plan: Plan, source?: string): JsonObject {
  const events = plan.events.map((event): [string, Json] => [keyOf(event, plan), eventSchemaFile(plan, event, source)]);
  const groups = plan.groupTypes.map((group): [string, Json] => [group.name, traitsSchema(group.properties)]);
  return {
    events: Object.fromEntries(events),
    ...(plan.userProperties.length === 0 ? {} : { userProperties: traitsSchema(plan.userProperties) }),
    ...(groups.length === 0 ? {} : { groupProperties: Object.fromEntries(groups) }),
  };
}

/** What one source is judged by is no plan: nothing stands beside its schemas. */
export function writeJsonSchemaBundle(plan: Plan, source?: string): string {
  const document = {
    $schema: DRAFT_07,
    title: plan.name[plan.settings.languages[0] ?? "en"] ?? plan.slug,
    schema: bundleSchemas(plan, source),
    ...(source === undefined ? planBeside(plan) : {}),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
