/** Reading and rewriting lists of a plan with structural sharing: what an edit does not touch keeps its reference. */

import type { PropertyPlace } from "./edit-path.ts";
import type {
  Bundle,
  Category,
  Decision,
  GroupType,
  Metric,
  Plan,
  PlanEvent,
  Property,
  PropertyType,
  TraitProperty,
  VariantCase,
} from "./plan.ts";
import type { Journey } from "./plan-journey.ts";

/** What a plan is a list of, by the names the store and field paths use. */
export interface PlanObjects {
  readonly event: PlanEvent;
  readonly bundle: Bundle;
  readonly user_property: TraitProperty;
  readonly group_type: GroupType;
  readonly decision: Decision;
  readonly metric: Metric;
  readonly category: Category;
  readonly journey: Journey;
}
export type ObjectKind = keyof PlanObjects;

export const OBJECT_KINDS = [
  "category",
  "decision",
  "metric",
  "bundle",
  "user_property",
  "group_type",
  "event",
  "journey",
] as const satisfies readonly ObjectKind[];

type ListKey = Exclude<keyof Plan, "slug" | "name" | "description" | "settings">;
const LIST_KEY: { readonly [K in ObjectKind]: ListKey } = {
  event: "events",
  bundle: "bundles",
  user_property: "userProperties",
  group_type: "groupTypes",
  decision: "decisions",
  metric: "metrics",
  category: "categories",
  journey: "journeys",
};

export function objectsOf<K extends ObjectKind>(plan: Plan, kind: K): readonly PlanObjects[K][] {
  return plan[LIST_KEY[kind]] as readonly unknown[] as readonly PlanObjects[K][];
}

export function withObjects<K extends ObjectKind>(plan: Plan, kind: K, list: readonly PlanObjects[K][]): Plan {
  return list === objectsOf(plan, kind) ? plan : { ...plan, [LIST_KEY[kind]]: list };
}

export function findObject<K extends ObjectKind>(plan: Plan, kind: K, id: string): PlanObjects[K] | undefined {
  return objectsOf(plan, kind).find((object) => object.id === id);
}

interface Identified {
  readonly id: string;
}

/** The list with `item` before the one called `before`, else at the end. Undefined when `before` names nothing. */
export function inserted<T extends Identified>(
  list: readonly T[],
  item: T,
  before: string | null | undefined,
): readonly T[] | undefined {
  if (before === null || before === undefined) return [...list, item];
  const index = list.findIndex((candidate) => candidate.id === before);
  return index < 0 ? undefined : list.toSpliced(index, 0, item);
}

export function removed<T extends Identified>(list: readonly T[], id: string): readonly T[] | undefined {
  const index = list.findIndex((candidate) => candidate.id === id);
  return index < 0 ? undefined : list.toSpliced(index, 1);
}

/** The list with one item changed; the same list when `change` returns the same item; undefined when it is not there. */
export function changed<T extends Identified>(
  list: readonly T[],
  id: string,
  change: (item: T) => T,
): readonly T[] | undefined {
  const index = list.findIndex((candidate) => candidate.id === id);
  const item = list[index];
  if (item === undefined) return undefined;
  const next = change(item);
  return next === item ? list : list.with(index, next);
}

/** The list with one item elsewhere; the same list when it already stands there. */
export function moved<T extends Identified>(
  list: readonly T[],
  id: string,
  before: string | null | undefined,
): readonly T[] | undefined {
  const item = list.find((candidate) => candidate.id === id);
  if (item === undefined) return undefined;
  if (before === id) return list;
  const next = inserted(removed(list, id) ?? list, item, before);
  if (next === undefined) return undefined;
  return next.every((candidate, index) => candidate === list[index]) ? list : next;
}

/**
 * The properties nested in a type: an object's, those of an array's items, or those of the one member of a union that has
 * any. A union of several objects has no single list and is edited as a whole.
 */
export function childrenOf(type: PropertyType): readonly Property[] | undefined {
  if (type.kind === "object") return type.properties;
  if (type.kind === "array") return childrenOf(type.items);
  if (type.kind !== "union") return undefined;
  const lists = type.anyOf.map(childrenOf).filter((list) => list !== undefined);
  return lists.length === 1 ? lists[0] : undefined;
}

function withChildren(type: PropertyType, children: readonly Property[]): PropertyType {
  if (type.kind === "object") return { ...type, properties: children };
  if (type.kind === "array") return { ...type, items: withChildren(type.items, children) };
  if (type.kind !== "union") return type;
  return {
    ...type,
    anyOf: type.anyOf.map((member) => (childrenOf(member) === undefined ? member : withChildren(member, children))),
  };
}

/** Every property directly under a type, those of all members of a union included. */
export function nestedProperties(type: PropertyType): readonly Property[] {
  if (type.kind === "object") return type.properties;
  if (type.kind === "array") return nestedProperties(type.items);
  return type.kind === "union" ? type.anyOf.flatMap(nestedProperties) : [];
}

type ListChange = (list: readonly Property[]) => readonly Property[] | undefined;

function changeNested(
  list: readonly Property[],
  path: readonly string[],
  change: ListChange,
): readonly Property[] | undefined {
  const [id, ...rest] = path;
  if (id === undefined) return change(list);
  let found = true;
  const next = changed(list, id, (property) => {
    const children = childrenOf(property.type);
    const after = children === undefined ? undefined : changeNested(children, rest, change);
    if (after === undefined) found = false;
    return after === undefined || after === children
      ? property
      : { ...property, type: withChildren(property.type, after) };
  });
  return found ? next : undefined;
}

function changeCase(event: PlanEvent, id: string, change: (item: VariantCase) => VariantCase): PlanEvent | undefined {
  if (event.variants === undefined) return undefined;
  const cases = changed(event.variants.cases, id, change);
  if (cases === undefined) return undefined;
  return cases === event.variants.cases ? event : { ...event, variants: { ...event.variants, cases } };
}

/** Changes one object of the plan. Undefined when the plan has no such object, or `change` finds nothing to change in it. */
export function changeObject<K extends ObjectKind>(
  plan: Plan,
  kind: K,
  id: string,
  change: (object: PlanObjects[K]) => PlanObjects[K] | undefined,
): Plan | undefined {
  let found = true;
  const list = changed(objectsOf(plan, kind), id, (object) => {
    const next = change(object);
    if (next === undefined) found = false;
    return next ?? object;
  });
  return list === undefined || !found ? undefined : withObjects(plan, kind, list);
}

/** Rewrites the list of properties at a place. Undefined when the place does not exist or `change` returns undefined. */
export function changeProperties(plan: Plan, place: PropertyPlace, change: ListChange): Plan | undefined {
  const path = place.path ?? [];
  const inHolder = <T extends { readonly properties: readonly Property[] }>(holder: T): T | undefined => {
    const properties = changeNested(holder.properties, path, change);
    if (properties === undefined) return undefined;
    return properties === holder.properties ? holder : { ...holder, properties };
  };
  switch (place.in) {
    case "event":
      return changeObject(plan, "event", place.id, inHolder);
    case "bundle":
      return changeObject(plan, "bundle", place.id, inHolder);
    case "group":
      return changeObject(plan, "group_type", place.id, inHolder);
    case "user": {
      const list = changeNested(plan.userProperties, path, change);
      return list === undefined ? undefined : withObjects(plan, "user_property", list as readonly TraitProperty[]);
    }
    case "case":
      return changeObject(plan, "event", place.event, (event) => {
        let found = true;
        const next = changeCase(event, place.id, (item) => {
          const after = inHolder(item);
          if (after === undefined) found = false;
          return after ?? item;
        });
        return found ? next : undefined;
      });
  }
}

/** The list of properties at a place. */
export function propertiesAt(plan: Plan, place: PropertyPlace): readonly Property[] | undefined {
  let found: readonly Property[] | undefined;
  changeProperties(plan, place, (list) => {
    found = list;
    return list;
  });
  return found;
}

export function propertyAt(plan: Plan, place: PropertyPlace, id: string): Property | undefined {
  return propertiesAt(plan, place)?.find((property) => property.id === id);
}
