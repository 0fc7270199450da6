/**
 * Taking a change back after others were made: what it did is removed from the plan as it is now, field by field. What
 * somebody changed again since is a conflict, never overwritten.
 */

import { type Edit, replayEdits } from "./edit.ts";
import { editsBetween } from "./edit-between.ts";
import { sameValue } from "./edit-same.ts";
import { findObject } from "./edit-tree.ts";
import { type MergeResult, mergePlans } from "./merge.ts";
import type { LocalizedText, Plan, PlanEvent } from "./plan.ts";

/** `current` without what led from `before` to `after`. */
export function withoutChange(before: Plan, after: Plan, current: Plan): MergeResult {
  if (current === after) return { ok: true, plan: before, decided: [] };
  return mergePlans(after, current, before);
}

const TEXTS = ["displayName", "description", "trigger"] as const;
const SETS = ["tags", "roles", "sources", "formerNames", "formerIdentifiers"] as const;
const PLAIN = [
  "callType",
  "category",
  "owner",
  "critical",
  "status",
  "privacy",
  "consentPurpose",
  "open",
  "rawSchema",
] as const;

function textPatch(before: LocalizedText, after: LocalizedText) {
  const languages = ["en", "fr"] as const;
  const differing = languages.filter((language) => before[language] !== after[language]);
  return Object.fromEntries(differing.map((language) => [language, after[language] ?? null]));
}

/** Elements that came and went; the whole list where that does not give its order. */
function setPatch(before: readonly string[], after: readonly string[]) {
  const add = after.filter((one) => !before.includes(one));
  const remove = before.filter((one) => !after.includes(one));
  const reached = [...before.filter((one) => !remove.includes(one)), ...add];
  return sameValue(reached, after) ? { add, remove } : [...after];
}

function fieldChanges(before: PlanEvent, after: PlanEvent): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const field of TEXTS)
    if (!sameValue(before[field], after[field])) changes[field] = textPatch(before[field], after[field]);
  for (const field of SETS)
    if (!sameValue(before[field], after[field])) changes[field] = setPatch(before[field], after[field]);
  for (const field of PLAIN) if (!sameValue(before[field], after[field])) changes[field] = after[field] ?? null;
  return changes;
}

function nameEdits(before: PlanEvent, after: PlanEvent): Edit[] {
  const { id } = after;
  const edits: Edit[] = [];
  if (before.name !== after.name) edits.push({ command: "renameEvent", id, name: after.name, keepFormerName: false });
  if (before.identifier !== after.identifier)
    edits.push({ command: "setIdentifier", id, identifier: after.identifier, unlock: true, keepFormer: false });
  return edits;
}

function listEdits(before: PlanEvent, after: PlanEvent): Edit[] {
  const { id } = after;
  const from = { kind: "event", id } as const;
  const gone = (old: readonly string[], now: readonly string[]) => old.filter((one) => !now.includes(one));
  const goals = (["decisions", "metrics"] as const).flatMap((key): Edit[] => {
    const kind = key === "decisions" ? ("decision" as const) : ("metric" as const);
    const [old, now] = [before.serves[key], after.serves[key]];
    return [
      ...gone(old, now).map((goal): Edit => ({ command: "unlink", from, to: { kind, id: goal } })),
      ...gone(now, old).map((goal): Edit => ({ command: "link", from, to: { kind, id: goal } })),
    ];
  });
  return [
    ...gone(before.bundles, after.bundles).map((bundle): Edit => ({ command: "detachBundle", event: id, bundle })),
    ...gone(after.bundles, before.bundles).map((bundle): Edit => ({ command: "attachBundle", event: id, bundle })),
    ...goals,
  ];
}

/** A deprecation that goes; everything else about it is written whole. */
function restoring(before: PlanEvent, after: PlanEvent): Edit[] {
  if (before.deprecation === undefined || after.deprecation !== undefined || after.status === "deprecated") return [];
  return [{ command: "restore", target: { kind: "event", id: after.id }, status: after.status }];
}

/** The edits of single fields that make `before` the event `after`, if there are such. */
function narrowEdits(plan: Plan, before: PlanEvent, after: PlanEvent): Edit[] | undefined {
  // They are tried on this event alone: what the others hold, saving looks at.
  const alone = { ...plan, events: [before] };
  const changes = fieldChanges(before, after);
  const edits: Edit[] = [...restoring(before, after), ...nameEdits(before, after), ...listEdits(before, after)];
  if (Object.keys(changes).length > 0) edits.push({ command: "updateEvent", id: after.id, changes } as Edit);
  if (edits.length === 0) return undefined;
  return sameValue(findObject(replayEdits(alone, edits), "event", after.id), after) ? edits : undefined;
}

/**
 * The edits that lead from a plan to another and touch no more of an event than differs, so that what somebody else is
 * writing in another of its fields is not in their way.
 */
export function narrowEditsBetween(before: Plan, after: Plan): Edit[] {
  const replaced = (edit: Edit): Edit[] => {
    if (edit.command !== "replaceObject" || edit.entry.kind !== "event") return [edit];
    const known = findObject(before, "event", edit.entry.object.id);
    const wanted = findObject(after, "event", edit.entry.object.id);
    return (known && wanted && narrowEdits(before, known, wanted)) || [edit];
  };
  return editsBetween(before, after).flatMap(replaced);
}
