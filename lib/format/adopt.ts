/** Finds again, in a plan that was read, the objects of a plan at hand: by id, else by name. Foreign files carry no ids of ours. */

import type { Plan, Property, PropertyType } from "../plan/plan.ts";

type IdMap = Map<string, string>;

function textKey(name: { readonly en?: string; readonly fr?: string }): string {
  return name.en ?? name.fr ?? "";
}

interface Keyed {
  readonly id: string;
}

/** Pairs the objects of two lists by id, else by the key; the ids that differ go to `map`. */
function pair<T extends Keyed>(
  before: readonly T[],
  after: readonly T[],
  key: (item: T) => string,
  map: IdMap,
  inner: (before: T, after: T) => void = () => {},
): void {
  const byId = new Map(before.map((item) => [item.id, item]));
  const taken = new Set(after.filter((item) => byId.has(item.id)).map((item) => item.id));
  const byKey = new Map<string, T>();
  for (const item of before) {
    if (!taken.has(item.id) && !byKey.has(key(item))) byKey.set(key(item), item);
  }
  for (const item of after) {
    const same = byId.get(item.id) ?? byKey.get(key(item));
    if (same === undefined) continue;
    if (same.id !== item.id) {
      map.set(item.id, same.id);
      byKey.delete(key(item));
    }
    inner(same, item);
  }
}

function pairTypes(before: PropertyType, after: PropertyType, map: IdMap): void {
  if (before.kind === "object" && after.kind === "object") pairProperties(before.properties, after.properties, map);
  else if (before.kind === "array" && after.kind === "array") pairTypes(before.items, after.items, map);
  else if (before.kind === "union" && after.kind === "union") {
    after.anyOf.forEach((member, index) => {
      const same = before.anyOf[index];
      if (same !== undefined) pairTypes(same, member, map);
    });
  }
}

function pairProperties(before: readonly Property[], after: readonly Property[], map: IdMap): void {
  pair(
    before,
    after,
    (property) => property.name,
    map,
    (a, b) => pairTypes(a.type, b.type, map),
  );
}

/** Keys under which plain data lives: nothing in there is an id of the plan. */
const DATA_KEYS = new Set(["schema", "rawSchema", "examples", "enum", "const", "match"]);
const ID_KEYS = new Set(["id", "category", "discriminator", "replacementId"]);
const ID_LIST_KEYS = new Set(["bundles", "decisions", "metrics"]);

function renamed(value: unknown, map: IdMap): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (DATA_KEYS.has(key)) return [key, item];
      if (ID_KEYS.has(key) && typeof item === "string") return [key, map.get(item) ?? item];
      if (ID_LIST_KEYS.has(key) && Array.isArray(item) && item.every((id) => typeof id === "string")) {
        return [key, item.map((id) => map.get(id) ?? id)];
      }
      return [key, renamed(item, map)];
    }),
  );
}

export interface Adoption {
  readonly plan: Plan;
  /** How many objects got the id of the one they stand for. */
  readonly adopted: number;
}

/** `imported` with the ids of the objects of `existing` that it describes. */
export function adoptIds(imported: Plan, existing: Plan): Adoption {
  const map: IdMap = new Map();
  pair(existing.categories, imported.categories, (item) => item.name, map);
  pair(existing.decisions, imported.decisions, (item) => textKey(item.name), map);
  pair(existing.metrics, imported.metrics, (item) => textKey(item.name), map);
  pair(
    existing.bundles,
    imported.bundles,
    (item) => item.name,
    map,
    (a, b) => pairProperties(a.properties, b.properties, map),
  );
  pairProperties(existing.userProperties, imported.userProperties, map);
  pair(
    existing.groupTypes,
    imported.groupTypes,
    (item) => item.name,
    map,
    (a, b) => pairProperties(a.properties, b.properties, map),
  );
  pair(
    existing.events,
    imported.events,
    (event) => `${event.callType} ${event.name}`,
    map,
    (a, b) => {
      pairProperties(a.properties, b.properties, map);
      pair(
        a.variants?.cases ?? [],
        b.variants?.cases ?? [],
        (item) => JSON.stringify(item.match),
        map,
        (x, y) => pairProperties(x.properties, y.properties, map),
      );
    },
  );
  if (map.size === 0) return { plan: imported, adopted: 0 };
  return { plan: renamed(imported, map) as Plan, adopted: map.size };
}
