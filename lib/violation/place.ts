/** Where a violation stands in the plan: the list of properties and the property in it, by the pointer of the violation. */

import { pointerSegments } from "../ingest/json-limits.ts";
import type { PropertyPlace } from "../plan/edit-path.ts";
import { findEvent } from "../plan/find.ts";
import type { Json, Plan, Property, PropertyType } from "../plan/plan.ts";

/** What a violation is about, as far as its place goes. */
export interface Placed {
  readonly eventName: string;
  readonly eventId?: string;
  /** A JSON pointer into the call. */
  readonly path: string;
  /** Of traits of a group: the type it came under. The plan's first type takes what comes under none of its own. */
  readonly groupType?: string;
}

export interface FoundPlace {
  readonly place: PropertyPlace;
  /** The property at the end of the pointer; absent where the plan names none. */
  readonly property?: Property;
  /** The key on the wire at the end of the pointer. */
  readonly name: string;
}

interface List {
  readonly place: PropertyPlace;
  readonly properties: readonly Property[];
}

function listsOf(plan: Plan, { eventId, eventName, groupType }: Placed, inTraits: boolean): readonly List[] {
  if (eventId === undefined) {
    if (!inTraits) return [];
    if (eventName === "identify") return [{ place: { in: "user" }, properties: plan.userProperties }];
    const named = plan.groupTypes.find(({ name }) => name === groupType) ?? plan.groupTypes[0];
    const groups = groupType === undefined ? plan.groupTypes : named === undefined ? [] : [named];
    return groups.map(({ id, properties }) => ({ place: { in: "group", id }, properties }));
  }
  const event = findEvent(plan, eventId);
  if (event === undefined || inTraits) return [];
  const bundles = plan.bundles.filter(({ id }) => event.bundles.includes(id));
  return [
    { place: { in: "event", id: eventId }, properties: event.properties },
    ...bundles.map(({ id, properties }): List => ({ place: { in: "bundle", id }, properties })),
    ...(event.variants?.cases ?? []).map(
      ({ id, properties }): List => ({ place: { in: "case", event: eventId, id }, properties }),
    ),
  ];
}

/** The object inside a type, through lists; `steps`: how many segments of the pointer were indexes. */
function inside(
  type: PropertyType,
  rest: readonly string[],
): { properties: readonly Property[]; steps: number } | undefined {
  if (type.kind === "object") return { properties: type.properties, steps: 0 };
  if (type.kind !== "array" || !/^(?:\d+|\*)$/.test(rest[0] ?? "")) return undefined;
  const found = inside(type.items, rest.slice(1));
  return found === undefined ? undefined : { ...found, steps: found.steps + 1 };
}

function within({ place, properties }: List, segments: readonly string[]): FoundPlace | undefined {
  const [name, ...rest] = segments;
  if (name === undefined) return undefined;
  const property = properties.find((one) => one.name === name);
  if (rest.length === 0) return { place, name, ...(property === undefined ? {} : { property }) };
  if (property === undefined) return undefined;
  const found = inside(property.type, rest);
  if (found === undefined) return undefined;
  const list = { place: { ...place, path: [...(place.path ?? []), property.id] }, properties: found.properties };
  return within(list, rest.slice(found.steps));
}

/** The segments below `properties` or `traits`; undefined for a place that is neither. */
function belowProperties(
  path: string,
): { readonly inTraits: boolean; readonly segments: readonly string[] } | undefined {
  const segments = pointerSegments(path);
  const rest = segments[0] === "context" ? segments.slice(1) : segments;
  if (rest[0] === "properties" && rest === segments) return { inTraits: false, segments: rest.slice(1) };
  return rest[0] === "traits" ? { inTraits: true, segments: rest.slice(1) } : undefined;
}

/** Undefined where the plan has no place for it: an item of a list, say, or a key below one the plan does not know. */
export function placeOf(plan: Plan, violation: Placed): FoundPlace | undefined {
  const below = belowProperties(violation.path);
  if (below === undefined) return undefined;
  const found = listsOf(plan, violation, below.inTraits).flatMap((list) => within(list, below.segments) ?? []);
  return found.find(({ property }) => property !== undefined) ?? found[0];
}

function valuesIn(value: Json | undefined, segments: readonly string[]): Json[] {
  const [first, ...rest] = segments;
  if (value === undefined) return [];
  if (first === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((item) => valuesIn(item as Json, rest));
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, first)) return [];
  return valuesIn((value as { readonly [key: string]: Json })[first], rest);
}

/** What stands at the place in calls as received; every item where the pointer goes through a list. */
export function valuesAt(calls: readonly Json[], path: string): Json[] {
  const segments = pointerSegments(path);
  return calls.flatMap((call) => valuesIn(call, segments));
}
