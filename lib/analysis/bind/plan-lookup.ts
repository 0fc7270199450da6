/** What a selector or a property reference stands for in a plan: events, and ids of properties. */

import {
  findEvent,
  findEventByName,
  findUserProperty,
  type LocatedProperty,
  listEventProperties,
} from "../../plan/find.ts";
import { CALL_TYPES, type Plan, type PlanEvent, type Property, type TraitProperty } from "../../plan/plan.ts";
import { resolveEvent } from "../../plan/resolve.ts";
import type { EventSelector, PropertyRef } from "../question.ts";

/** Joins ids of properties that share a name: a reference to `a|b` reads whichever of them an event carries. */
export const ID_SEPARATOR = "|";

/** The events a reference may mean: by id, else by wire name, former names included. */
export function eventsNamed(plan: Plan, selector: { readonly event: string; readonly callType?: string }): PlanEvent[] {
  const byId = findEvent(plan, selector.event);
  if (byId !== undefined) return [byId];
  const found = CALL_TYPES.filter((type) => selector.callType === undefined || selector.callType === type).flatMap(
    (type) => findEventByName(plan, type, selector.event) ?? [],
  );
  const current = found.filter(({ renamed }) => !renamed);
  return (current.length > 0 ? current : found).map(({ event }) => event);
}

/** The planned events of a selector; for `any`, every one. */
export function eventsOf(plan: Plan, selector: EventSelector): readonly PlanEvent[] {
  if ("any" in selector) return plan.events;
  if ("role" in selector) return plan.events.filter((event) => event.roles.includes(selector.role));
  return eventsNamed(plan, selector).slice(0, 1);
}

/** First events of the sign-up role start a person's life. */
export function signUpEvents(plan: Plan): readonly PlanEvent[] {
  return eventsOf(plan, { role: "sign_up" });
}

const located = new WeakMap<PlanEvent, LocatedProperty[]>();

function propertiesOf(plan: Plan, event: PlanEvent): LocatedProperty[] {
  const known = located.get(event);
  if (known !== undefined) return known;
  const found = listEventProperties(plan, event);
  located.set(event, found);
  return found;
}

/** Paths of all properties of the events, for proposals. */
export function propertyPaths(plan: Plan, events: readonly PlanEvent[]): string[] {
  return [...new Set(events.flatMap((event) => propertiesOf(plan, event).map(({ path }) => path)))];
}

function unique(properties: readonly LocatedProperty[]): LocatedProperty[] {
  return [...new Map(properties.map((item) => [item.property.id, item])).values()];
}

/** An event has many values of what stands inside a list, and no column for them. */
export function isInsideList({ path }: LocatedProperty): boolean {
  return path.includes("[]");
}

/** Properties of the events by id, else by path; those inside lists too: `a.b` also names `a[].b`. */
export function propertiesNamed(plan: Plan, events: readonly PlanEvent[], name: string): LocatedProperty[] {
  const all = events.flatMap((event) => propertiesOf(plan, event));
  const ids = name.split(ID_SEPARATOR);
  const byId = all.filter(({ property }) => ids.includes(property.id));
  if (byId.length > 0) return unique(byId);
  return unique(all.filter(({ path }) => path === name || path.replaceAll("[]", "") === name));
}

/** The properties of one event that a reference reads. */
export function eventProperties(
  plan: Plan,
  event: PlanEvent,
  ref: Extract<PropertyRef, { readonly property: string } | { readonly propertyRole: string }>,
): LocatedProperty[] {
  if ("property" in ref) return propertiesNamed(plan, [event], ref.property);
  return unique(propertiesOf(plan, event).filter(({ property }) => property.role === ref.propertyRole));
}

export function userPropertyNamed(plan: Plan, name: string): TraitProperty | undefined {
  return findUserProperty(plan, name);
}

/** A property of any group type; ids win over names, the first type over later ones. */
export function groupPropertyNamed(plan: Plan, name: string): TraitProperty | undefined {
  const all = plan.groupTypes.flatMap((type) => type.properties);
  return all.find((property) => property.id === name) ?? all.find((property) => property.name === name);
}

/** How values of a property may be kept: decides which comparisons make sense. */
export type ValueKind = "number" | "string" | "datetime" | "boolean" | "json";
const ALL_KINDS: readonly ValueKind[] = ["number", "string", "datetime", "boolean", "json"];

export function valueKinds(type: Property["type"]): ReadonlySet<ValueKind> {
  switch (type.kind) {
    case "number":
    case "integer":
      return new Set(["number"]);
    case "boolean":
      return new Set(["boolean"]);
    case "string":
      return new Set(type.format === "date-time" || type.format === "date" ? ["datetime", "string"] : ["string"]);
    case "array":
      return new Set(["json"]);
    case "union":
      return new Set(
        type.anyOf.flatMap((member) => (member.kind === "object" ? (["json"] as const) : [...valueKinds(member)])),
      );
    // An object's properties have values of their own.
    case "object":
    case "null":
      return new Set();
    default:
      return new Set(ALL_KINDS);
  }
}

/** The way to a property inside an event: the top-level property that holds it, and the keys below it. */
interface PropertyPath {
  readonly root: Property;
  readonly keys: readonly string[];
  readonly property: Property;
}

function descend(root: Property, inside: Property, keys: readonly string[], found: PropertyPath[]): void {
  found.push({ root, keys, property: inside });
  const types = inside.type.kind === "union" ? inside.type.anyOf : [inside.type];
  for (const type of types)
    if (type.kind === "object") for (const child of type.properties) descend(root, child, [...keys, child.name], found);
}

/** Where in the event a property stands; none when it stands inside a list. */
export function pathsTo(plan: Plan, event: PlanEvent, propertyId: string): PropertyPath[] {
  const roots = [
    ...resolveEvent(plan, event).properties.map(({ property }) => property),
    ...(event.variants?.cases ?? []).flatMap((item) => item.properties),
  ];
  const found: PropertyPath[] = [];
  for (const root of roots) descend(root, root, [], found);
  return found.filter(({ property }) => property.id === propertyId);
}
