/** The value a field path (edit-path.ts) leads to in a plan. */

import { ORDER, pathSegment } from "./edit-path.ts";
import { childrenOf, findObject, OBJECT_KINDS, type ObjectKind, objectsOf } from "./edit-tree.ts";
import { type Fields, isFields, type Keyed, keyOf } from "./field-tree.ts";
import type { Plan, PropertyType } from "./plan.ts";

function inList(list: readonly unknown[], segment: string): unknown {
  if (segment === ORDER) return list.map((item) => (isFields(item) ? keyOf(item as Keyed) : item));
  return list.find((item) => (isFields(item) ? keyOf(item as Keyed) : pathSegment(String(item))) === segment);
}

function inFields(value: Fields, segment: string): unknown {
  if (Object.hasOwn(value, segment)) return value[segment];
  if (segment === "properties" && "kind" in value) return childrenOf(value as unknown as PropertyType);
  const text = /^(\w+)\.(en|fr)$/.exec(segment);
  if (text?.[1] !== undefined && text[2] !== undefined) {
    const localized = value[text[1]];
    return isFields(localized) ? localized[text[2]] : undefined;
  }
  const serves = [value.decisions, value.metrics].filter(Array.isArray).flat();
  return serves.find((id) => id === segment);
}

function below(value: unknown, segments: readonly string[]): unknown {
  let place = value;
  for (const segment of segments) {
    if (Array.isArray(place)) place = inList(place, segment);
    else place = isFields(place) ? inFields(place, segment) : undefined;
  }
  return place;
}

/** Undefined when the plan has no such object or field. */
export function valueAt(plan: Plan, path: string): unknown {
  const [kind = "", id = "", ...rest] = path.split("/");
  if (kind === "plan")
    return below({ name: plan.name, description: plan.description, settings: plan.settings }, [id, ...rest]);
  if (!OBJECT_KINDS.includes(kind as ObjectKind)) return undefined;
  if (id === ORDER) return objectsOf(plan, kind as ObjectKind).map((object) => object.id);
  return below(findObject(plan, kind as ObjectKind, id), rest);
}
