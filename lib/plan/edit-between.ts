/** The edits that turn one plan into another, object by object: how a merge and an import are recorded. */

import type { Edit } from "./edit.ts";
import type { PlanObjectEntry } from "./edit-object.ts";
import { sameValue } from "./edit-same.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf } from "./edit-tree.ts";
import type { LocalizedText, Plan } from "./plan.ts";
import { LANGUAGES } from "./plan.ts";

function textChange(before: LocalizedText, after: LocalizedText) {
  return Object.fromEntries(
    LANGUAGES.filter((language) => before[language] !== after[language]).map((language) => [
      language,
      after[language] ?? null,
    ]),
  );
}

const CLEARED = {
  ...{ canonicalUserId: null, controller: null, controllerContact: null, dataProtectionOfficer: null },
  ...{ pseudonymousValues: null, personalValues: null, sensitiveValues: null },
};

function settingsChanges({ settings: before }: Plan, { settings: after }: Plan) {
  const dataSubjects = textChange(before.dataSubjects, after.dataSubjects);
  const securityMeasures = textChange(before.securityMeasures, after.securityMeasures);
  return { ...CLEARED, ...after, dataSubjects, securityMeasures };
}

function planEdits(before: Plan, after: Plan): Edit[] {
  const edits: Edit[] = [];
  const name = textChange(before.name, after.name);
  const description = textChange(before.description, after.description);
  if (Object.keys(name).length + Object.keys(description).length > 0) {
    edits.push({ command: "updatePlan", changes: { name, description } });
  }
  if (!sameValue(before.settings, after.settings)) {
    edits.push({ command: "updateSettings", changes: settingsChanges(before, after) } as unknown as Edit);
  }
  return edits;
}

function orderEdits(kind: ObjectKind, before: Plan, after: Plan): Edit[] {
  const now = objectsOf(after, kind).map(({ id }) => id);
  const kept = new Set(now);
  const old = objectsOf(before, kind).map(({ id }) => id);
  const known = new Set(old);
  const reached = [...old.filter((id) => kept.has(id)), ...now.filter((id) => !known.has(id))];
  return sameValue(reached, now) ? [] : [{ command: "reorderObjects", kind, ids: now }];
}

/** Applied to `before`, these give `after`, provided both are sound. Objects that did not change are left alone. */
export function editsBetween(before: Plan, after: Plan): Edit[] {
  const edits = planEdits(before, after);
  const removals: Edit[] = [];
  const orders: Edit[] = [];
  for (const kind of OBJECT_KINDS) {
    const old = new Map(objectsOf(before, kind).map((object) => [object.id as string, object]));
    const now = new Set(objectsOf(after, kind).map(({ id }) => id as string));
    for (const object of objectsOf(after, kind)) {
      const entry = { kind, object } as PlanObjectEntry;
      if (!old.has(object.id)) edits.push({ command: "addObject", entry });
      else if (!sameValue(old.get(object.id), object)) edits.push({ command: "replaceObject", entry });
    }
    for (const id of old.keys()) if (!now.has(id)) removals.push({ command: "removeObject", kind, id, cascade: true });
    orders.push(...orderEdits(kind, before, after));
  }
  return [...edits, ...removals, ...orders];
}
