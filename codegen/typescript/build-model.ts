/** From a published plan to the model of its TypeScript SDK. */

import { canonicalJson } from "../../lib/plan/canonical-json.ts";
import type { Plan, PlanEvent, Property, PublishedPlan } from "../../lib/plan/plan.ts";
import { exceptionsOf } from "../../lib/plan/presence.ts";
import { resolveEvent } from "../../lib/plan/resolve.ts";
import { sortedBy } from "../file.ts";
import { codeName, fileStem, refuseSharedNames, typeName } from "../names.ts";
import { deprecationOf, linesOf, type Speech } from "./documentation.ts";
import { eventArgument, fixedProperties, superKeysOf } from "./event-argument.ts";
import type { CodeName, EventModel, SdkModel, TraitsModel } from "./model.ts";
import { rawPaths, SchemaBuilder } from "./property-schema.ts";
import { refuseSharedWireNames } from "./wire-names.ts";

export function buildModel({ plan, version, hash, eventVersions }: PublishedPlan): SdkModel {
  refuseSharedNames(plan.events);
  refuseSharedWireNames(plan.events);
  const speech: Speech = { language: plan.settings.languages[0] ?? "en", nameOf: lazyNames(plan) };
  const superProperties = superPropertiesOf(plan);
  const events = plan.events.map((event) =>
    eventModel(plan, event, eventVersions[event.id] ?? version, superProperties, speech),
  );
  return {
    slug: plan.slug,
    version,
    hash,
    automatic: plan.settings.automatic,
    superProperties: superSource([...superProperties.values()], speech),
    traits: traitsModel(plan, speech),
    events: sortedBy(events, (event) => event.name),
  };
}

function named(identifier: string): CodeName {
  const name = codeName(identifier);
  return { name, type: typeName(name) };
}

function eventModel(
  plan: Plan,
  event: PlanEvent,
  version: number,
  superProperties: ReadonlyMap<string, Property>,
  speech: Speech,
): EventModel {
  const resolved = resolveEvent(plan, event);
  const fixed = fixedProperties(resolved);
  const names = named(event.identifier);
  const aliases = [...new Set(event.formerIdentifiers)].map(named).filter((alias) => alias.name !== names.name);
  const deprecated = deprecationOf(event, speech);
  return {
    ...names,
    id: event.id,
    version,
    callType: event.callType,
    wireName: event.name,
    module: `events/${fileStem(names.name, event.id)}`,
    aliases,
    doc: [
      ...linesOf(event.description, speech.language),
      ...prefixed("Fires: ", linesOf(event.trigger, speech.language)),
      ...(event.status === "draft" ? ["A draft: the plan may still change it."] : []),
    ],
    ...(deprecated === undefined ? {} : { deprecated }),
    ...eventArgument(resolved, fixed, { ...speech, presenceOf: (id) => presenceText(event, id) }),
    fixed: Object.fromEntries(fixed),
    superKeys: superKeysOf(resolved, superProperties),
    ingestOnly: ingestOnlyOf(plan, event),
  };
}

const PRESENCE_WORDS = { required: "always", optional: "sometimes", never: "never" } as const;

function presenceText(event: PlanEvent, id: string): string | undefined {
  const told = exceptionsOf(event, id).map(({ source, presence }) => `${PRESENCE_WORDS[presence]} from ${source}`);
  return told.length === 0 ? undefined : `Sent ${told.join(", ")}; checked at ingest.`;
}

function prefixed(prefix: string, [first, ...rest]: readonly string[]): string[] {
  return first === undefined ? [] : [prefix + first, ...rest];
}

function ingestOnlyOf(plan: Plan, event: PlanEvent): string[] {
  const resolved = resolveEvent(plan, event);
  const own = resolved.properties.map(({ property }) => property);
  const ofCases = event.variants?.cases.flatMap((item) => item.properties) ?? [];
  return [
    ...new Set(rawPaths([...own, ...ofCases])),
    ...(event.rawSchema === undefined ? [] : ["the event's own JSON Schema"]),
  ];
}

/** Bundled properties by name. A name that two bundles give different types has no one type, and is left out. */
function superPropertiesOf(plan: Plan): Map<string, Property> {
  const found = new Map<string, Property>();
  const ambiguous = new Set<string>(["__proto__"]);
  for (const property of plan.bundles.flatMap((bundle) => bundle.properties)) {
    const known = found.get(property.name);
    if (known !== undefined && canonicalJson(known.type) !== canonicalJson(property.type)) ambiguous.add(property.name);
    found.set(property.name, known ?? property);
  }
  for (const name of ambiguous) found.delete(name);
  return found;
}

function superSource(properties: readonly Property[], speech: Speech) {
  const builder = new SchemaBuilder(speech);
  return builder.source(builder.object(sortedBy(properties, (property) => property.name).map(alwaysThere), false));
}

function alwaysThere(property: Property): Property {
  return { ...property, required: true };
}

function neverRequired(property: Property): Property {
  return { ...property, required: false };
}

function traitsModel({ userProperties, groupTypes }: Plan, speech: Speech): TraitsModel {
  const user = new SchemaBuilder(speech);
  const groups = new SchemaBuilder(speech);
  const members = groupTypes.map((group) => ({
    name: group.name,
    required: true,
    schema: groups.object(group.properties.map(neverRequired), false),
  }));
  const [first] = groupTypes;
  return {
    user: user.source(user.object(userProperties.map(neverRequired), false)),
    ...(first === undefined ? {} : { groups: groups.source(groups.record(members)), firstGroup: first.name }),
  };
}

/** Names of events in code and of properties on the wire, by id; made at the first question, since few plans ask. */
function lazyNames(plan: Plan): Speech["nameOf"] {
  let names: Map<string, string> | undefined;
  return (id) => {
    names ??= namesById(plan);
    return names.get(id);
  };
}

function namesById(plan: Plan): Map<string, string> {
  const names = new Map<string, string>();
  const addAll = (properties: readonly Property[]): void => {
    for (const property of properties) {
      names.set(property.id, property.name);
      if (property.type.kind === "object") addAll(property.type.properties);
      if (property.type.kind === "array" && property.type.items.kind === "object")
        addAll(property.type.items.properties);
    }
  };
  for (const { properties } of [...plan.bundles, ...plan.groupTypes, ...plan.events]) addAll(properties);
  addAll(plan.userProperties);
  for (const event of plan.events) {
    for (const item of event.variants?.cases ?? []) addAll(item.properties);
    names.set(event.id, codeName(event.identifier));
  }
  return names;
}
