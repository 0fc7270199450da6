/** A template laid over a plan: what is there stays as it is, what the template has besides is added. */

import { planWithImport } from "../plan/edit-import.ts";
import { adoptIds } from "../plan/edit-pair.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf, type PlanObjects, withObjects } from "../plan/edit-tree.ts";
import type { LocalizedText, Plan } from "../plan/plan.ts";
import type { Template } from "./build.ts";

export function isEmptyPlan(plan: Plan): boolean {
  return OBJECT_KINDS.every((kind) => objectsOf(plan, kind).length === 0);
}

function written(own: LocalizedText, given: LocalizedText): LocalizedText {
  return own.en === undefined && own.fr === undefined ? given : own;
}

function newObjects<K extends ObjectKind>(plan: Plan, kind: K, current: Plan): readonly PlanObjects[K][] {
  const known = new Set<string>(objectsOf(current, kind).map(({ id }) => id));
  return objectsOf(plan, kind).filter(({ id }) => !known.has(id));
}

/** Applying twice changes nothing. Objects are the same by id, else by name. */
export function planWithTemplate(current: Plan, template: Template): Plan {
  const given = template.plan(current.slug);
  if (isEmptyPlan(current)) {
    const { name, description } = current;
    const plan = planWithImport(current, given, { clear: true });
    return { ...plan, name: written(name, given.name), description: written(description, given.description) };
  }
  let added = adoptIds(given, current).plan;
  for (const kind of OBJECT_KINDS) added = withObjects<ObjectKind>(added, kind, newObjects(added, kind, current));
  const plan = planWithImport(current, added);
  const { purposes } = plan.settings;
  const keys = new Set(purposes.map(({ key }) => key));
  const missing = given.settings.purposes.filter(({ key }) => !keys.has(key));
  return { ...plan, settings: { ...plan.settings, purposes: [...purposes, ...missing] } };
}
