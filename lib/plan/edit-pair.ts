/**
 * Which objects of two plans are the same one: those of one id, else of one name. A plan from elsewhere carries no ids of
 * ours; whoever compares it with a plan at hand, or lays it over one, first gives its objects the ids they have there.
 */

import { nestedProperties, OBJECT_KINDS, objectsOf } from "./edit-tree.ts";
import { isFields, type Keyed } from "./field-tree.ts";
import type { Plan, Property, PropertyType } from "./plan.ts";

type Ids = Map<string, string>;

/** The plan, or what is made of objects of one, with other ids in place of these, wherever they stand. */
export function planWithIds<T extends object>(plan: T, ids: ReadonlyMap<string, string>): T {
  return ids.size === 0 ? plan : (withIds(plan, ids) as T);
}

/** What tells objects of one list apart besides their ids; a text in two languages is known by either. */
function naturalKeys(item: Keyed): readonly string[] {
  const { callType, match } = item;
  const name = item.name ?? item.text;
  if (Array.isArray(match)) return [JSON.stringify(match)];
  if (typeof name === "string") return [typeof callType === "string" ? `${callType} ${name}` : name];
  return isFields(name) ? Object.entries(name).map(([language, text]) => `${language} ${String(text)}`) : [];
}

function asKeyed(list: readonly unknown[]): readonly Keyed[] {
  return list as readonly Keyed[];
}

/** Pairs two lists; `within` is told of each pair. */
function pair(
  current: readonly Keyed[],
  imported: readonly Keyed[],
  ids: Ids,
  within: (current: Keyed, imported: Keyed) => void,
): void {
  const present = new Map(current.map((item) => [item.id, item]));
  const wanted = new Set(imported.map(({ id }) => id));
  const byKey = new Map<string, Keyed>();
  for (const item of current.filter(({ id }) => !wanted.has(id))) {
    for (const key of naturalKeys(item)) if (!byKey.has(key)) byKey.set(key, item);
  }
  for (const item of imported) {
    const [found] = naturalKeys(item).flatMap((key) => byKey.get(key) ?? []);
    const same = present.get(item.id) ?? found;
    if (same === undefined) continue;
    if (same.id !== item.id) {
      ids.set(item.id, same.id);
      for (const key of naturalKeys(same)) if (byKey.get(key) === same) byKey.delete(key);
    }
    within(same, item);
  }
}

function pairTypes(current: PropertyType, imported: PropertyType, ids: Ids): void {
  if (current.kind === "array" && imported.kind === "array") pairTypes(current.items, imported.items, ids);
  else if (current.kind === "union" && imported.kind === "union") {
    imported.anyOf.forEach((member, index) => {
      const same = current.anyOf[index];
      if (same !== undefined) pairTypes(same, member, ids);
    });
  } else pairProperties(nestedProperties(current), nestedProperties(imported), ids);
}

function pairProperties(current: readonly Property[], imported: readonly Property[], ids: Ids): void {
  pair(asKeyed(current), asKeyed(imported), ids, (one, other) =>
    pairTypes(one.type as PropertyType, other.type as PropertyType, ids),
  );
}

function propertiesOf(item: Keyed): readonly Property[] {
  return (item.properties ?? []) as readonly Property[];
}

function listIn(item: Keyed, field: "steps" | "triggers"): readonly Keyed[] {
  return (item[field] ?? []) as readonly Keyed[];
}

function casesOf(item: Keyed): readonly Keyed[] {
  return isFields(item.variants) ? (item.variants.cases as readonly Keyed[]) : [];
}

function pairWithin(current: Keyed, imported: Keyed, ids: Ids): void {
  if (isFields(current.type) && isFields(imported.type)) {
    pairTypes(current.type as unknown as PropertyType, imported.type as unknown as PropertyType, ids);
  }
  pairProperties(propertiesOf(current), propertiesOf(imported), ids);
  for (const field of ["steps", "triggers"] as const) {
    pair(listIn(current, field), listIn(imported, field), ids, () => undefined);
  }
  pair(casesOf(current), casesOf(imported), ids, (one, other) =>
    pairProperties(propertiesOf(one), propertiesOf(other), ids),
  );
}

/** Fields that hold ids of the plan's own objects. */
const ID_FIELDS = new Set([
  "id",
  "category",
  "discriminator",
  "replacementId",
  "objectId",
  "parent",
  "bundles",
  "decisions",
  "metrics",
  "events",
]);
/** Fields that hold values of events or foreign schemas. */
const FOREIGN = new Set(["examples", "rawSchema", "schema", "enum", "const", "match"]);

function withIds(value: unknown, ids: ReadonlyMap<string, string>, field = ""): unknown {
  if (typeof value === "string") return ID_FIELDS.has(field) ? (ids.get(value) ?? value) : value;
  if (FOREIGN.has(field)) return value;
  if (Array.isArray(value)) return value.map((item) => withIds(item, ids, field));
  if (!isFields(value)) return value;
  // Elsewhere `property` is no id: the standards have one too.
  const nameOf = (key: string) => (field === "presence" && key === "property" ? "id" : key);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withIds(item, ids, nameOf(key))]));
}

export interface Adoption {
  readonly plan: Plan;
  /** How many objects got the id of the one they stand for. */
  readonly adopted: number;
  /** By the id they came with, the id they got. */
  readonly ids: ReadonlyMap<string, string>;
}

/** `imported` with the ids of the objects of `current` that it describes. */
export function adoptIds(imported: Plan, current: Plan): Adoption {
  const ids: Ids = new Map();
  for (const kind of OBJECT_KINDS) {
    const lists = [asKeyed(objectsOf(current, kind)), asKeyed(objectsOf(imported, kind))] as const;
    pair(...lists, ids, (one, other) => pairWithin(one, other, ids));
  }
  return { plan: planWithIds(imported, ids), adopted: ids.size, ids };
}
