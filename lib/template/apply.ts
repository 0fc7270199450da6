/** A template laid over a plan: what is there stays as it is, what the template has besides is added. */

import { planWithImport } from "../plan/edit-import.ts";
import { adoptIds } from "../plan/edit-pair.ts";
import { sameValue } from "../plan/edit-same.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf, type PlanObjects, withObjects } from "../plan/edit-tree.ts";
import { emptyPlan } from "../plan/new-object.ts";
import type { Language, LocalizedText, Plan } from "../plan/plan.ts";
import type { PlanSettings } from "../plan/plan-settings.ts";
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

function withMissing<T extends { readonly key: string }>(own: readonly T[], given: readonly T[]): readonly T[] {
  const keys = new Set(own.map(({ key }) => key));
  return [...own, ...given.filter(({ key }) => !keys.has(key))];
}

/** The plan's own settings with the purposes and recipients it does not have yet. */
export function withPurposes(own: PlanSettings, given: PlanSettings): PlanSettings {
  const recipientDetails = withMissing(own.recipientDetails, given.recipientDetails);
  return { ...own, purposes: withMissing(own.purposes, given.purposes), recipientDetails };
}

/** Applying twice, in whichever language, changes nothing. Objects are the same by id, else by name. */
export function planWithTemplate(current: Plan, template: Template, language: Language): Plan {
  const given = template.plan(current.slug, language);
  if (isEmptyPlan(current)) {
    const { name, description } = current;
    const plan = planWithImport(current, given, { clear: true });
    const untouched = sameValue(current.settings, emptyPlan(current.slug).settings);
    const settings = untouched ? plan.settings : withPurposes(current.settings, given.settings);
    return { ...plan, settings, name: written(name, given.name), description: written(description, given.description) };
  }
  let added = adoptIds(given, current).plan;
  for (const kind of OBJECT_KINDS) added = withObjects<ObjectKind>(added, kind, newObjects(added, kind, current));
  const plan = planWithImport(current, added);
  return { ...plan, settings: withPurposes(plan.settings, given.settings) };
}
