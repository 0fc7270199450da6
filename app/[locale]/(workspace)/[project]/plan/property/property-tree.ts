/** Finding properties in the lists one edits. Browser side: no schemas. */

import type { PropertyPlace } from "../../../../../../lib/plan/edit-path.ts";
import type { PlanEvent, Property, PropertyType } from "../../../../../../lib/plan/plan.ts";

/** As `childrenOf` of `edit-tree.ts`: the one list of properties nested in a type, if it has exactly one. */
export function nestedList(type: PropertyType): readonly Property[] | undefined {
  if (type.kind === "object") return type.properties;
  if (type.kind === "array") return nestedList(type.items);
  if (type.kind !== "union") return undefined;
  const lists = type.anyOf.map(nestedList).filter((list) => list !== undefined);
  return lists.length === 1 ? lists[0] : undefined;
}

export interface Located {
  readonly place: PropertyPlace;
  readonly property: Property;
  /** The list the property stands in. */
  readonly siblings: readonly Property[];
  /** The properties around it, outermost first. */
  readonly trail: readonly Property[];
}

/** A property in a list or below it, by its id. */
export function locateIn(
  list: readonly Property[],
  place: PropertyPlace,
  id: string,
  trail: readonly Property[] = [],
): Located | undefined {
  for (const property of list) {
    if (property.id === id) return { place, property, siblings: list, trail };
    const below = nestedList(property.type);
    const inner = below && locateIn(below, inside(place, property.id), id, [...trail, property]);
    if (inner) return inner;
  }
  return undefined;
}

/** A property of an event's own list or of one of its cases. */
export function locateInEvent(event: PlanEvent, id: string): Located | undefined {
  const own = locateIn(event.properties, { in: "event", id: event.id }, id);
  if (own) return own;
  for (const item of event.variants?.cases ?? []) {
    const found = locateIn(item.properties, { in: "case", event: event.id, id: item.id }, id);
    if (found) return found;
  }
  return undefined;
}

/** The place of the list nested in the property `id` of `place`. */
export function inside(place: PropertyPlace, id: string): PropertyPlace {
  return { ...place, path: [...(place.path ?? []), id] };
}
