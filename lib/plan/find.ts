/** Finding objects of a plan by id, by wire name, or by what was probably meant. */

import type { CallType, Plan, PlanEvent, Property, PropertyType, TraitProperty } from "./plan.ts";
import { resolveEvent } from "./resolve.ts";

interface EventIndex {
  readonly byId: Map<string, PlanEvent>;
  readonly byName: Map<string, PlanEvent>;
  readonly byFormerName: Map<string, PlanEvent>;
}

const indexes = new WeakMap<readonly PlanEvent[], EventIndex>();

function eventIndex(plan: Plan): EventIndex {
  const known = indexes.get(plan.events);
  if (known !== undefined) return known;
  const index: EventIndex = { byId: new Map(), byName: new Map(), byFormerName: new Map() };
  for (const event of plan.events) {
    index.byId.set(event.id, event);
    index.byName.set(`${event.callType} ${event.name}`, event);
    for (const name of event.formerNames) index.byFormerName.set(`${event.callType} ${name}`, event);
  }
  indexes.set(plan.events, index);
  return index;
}

export function findEvent(plan: Plan, id: string): PlanEvent | undefined {
  return eventIndex(plan).byId.get(id);
}

/** The event of that call type and wire name; a current name wins over another event's former one. */
export function findEventByName(
  plan: Plan,
  callType: CallType,
  name: string,
): { readonly event: PlanEvent; readonly renamed: boolean } | undefined {
  const { byName, byFormerName } = eventIndex(plan);
  const current = byName.get(`${callType} ${name}`);
  if (current !== undefined) return { event: current, renamed: false };
  const former = byFormerName.get(`${callType} ${name}`);
  return former === undefined ? undefined : { event: former, renamed: true };
}

/** A property with the path that leads to it: names joined by dots, `[]` for array items. */
export interface LocatedProperty {
  readonly property: Property;
  readonly path: string;
}

function nested(type: PropertyType, path: string, found: LocatedProperty[]): void {
  if (type.kind === "object") for (const property of type.properties) locate(property, `${path}.`, found);
  else if (type.kind === "array") nested(type.items, `${path}[]`, found);
  else if (type.kind === "union") for (const member of type.anyOf) nested(member, path, found);
}

function locate(property: Property, prefix: string, found: LocatedProperty[]): void {
  const path = `${prefix}${property.name}`;
  found.push({ property, path });
  nested(property.type, path, found);
}

/** Every property of the event: bundled ones, those of variant cases, and nested ones. */
export function listEventProperties(plan: Plan, event: PlanEvent): LocatedProperty[] {
  const found: LocatedProperty[] = [];
  for (const { property } of resolveEvent(plan, event).properties) locate(property, "", found);
  for (const item of event.variants?.cases ?? []) for (const property of item.properties) locate(property, "", found);
  return found;
}

/** User properties are judged by name on identify calls. */
export function findUserProperty(plan: Plan, nameOrId: string): TraitProperty | undefined {
  return plan.userProperties.find((property) => property.name === nameOrId || property.id === nameOrId);
}

/** Levenshtein distance, given up once it exceeds `limit`. */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const cost = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, substitution);
      current.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** The candidate nearest to what was written, if near enough to be worth proposing (a third of its length, at least 2). */
export function nearestName(written: string, candidates: Iterable<string>): string | undefined {
  const needle = written.toLowerCase();
  let nearest: string | undefined;
  let distance = Math.max(2, Math.floor(needle.length / 3));
  for (const candidate of candidates) {
    const found = editDistance(needle, candidate.toLowerCase(), distance);
    if (found < distance || (found === distance && nearest === undefined)) {
      nearest = candidate;
      distance = found;
    }
  }
  return nearest;
}
