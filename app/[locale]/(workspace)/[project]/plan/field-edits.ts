/** What a control's new value becomes: the edits that `applyEdits` understands, as narrow as can be so that few collide. */

import type { Edit } from "../../../../../lib/plan/edit.ts";
import type { PropertyPlace } from "../../../../../lib/plan/edit-path.ts";
import type { Deprecation, LocalizedText, Serves } from "../../../../../lib/plan/plan.ts";
import type { Presence } from "../../../../../lib/plan/plan-presence.ts";
import { presenceKey } from "../../../../../lib/plan/presence.ts";
import type { StandardKind } from "../../../../../lib/plan/standards.ts";

/** The object a control belongs to. */
export type Subject =
  | { readonly kind: "event"; readonly id: string }
  | { readonly kind: "property"; readonly place: PropertyPlace; readonly id: string }
  | { readonly kind: "bundle" | "group_type" | "decision" | "metric" | "category" | "journey"; readonly id: string }
  | { readonly kind: "step"; readonly journey: string; readonly id: string }
  | { readonly kind: "trigger"; readonly event: string; readonly id: string }
  | { readonly kind: "presence"; readonly event: string; readonly property: string; readonly source: string }
  /** `id` is the key of the purpose. */
  | { readonly kind: "purpose"; readonly id: string }
  /** `id` is the name that purposes give the recipient. */
  | { readonly kind: "recipient"; readonly id: string }
  /** `id` is the key of the transformation. */
  | { readonly kind: "transformation"; readonly id: string }
  | { readonly kind: "case"; readonly event: string; readonly id: string }
  | { readonly kind: "naming" | "required"; readonly of: StandardKind }
  | { readonly kind: "suppression"; readonly id: string }
  | { readonly kind: "standards" }
  | { readonly kind: "settings" }
  | { readonly kind: "plan" };

const TEXTS = new Set([
  "displayName",
  "description",
  "trigger",
  "name",
  "text",
  "formula",
  "safeguards",
  "dataSubjects",
  "securityMeasures",
]);
const SETS = new Set([
  "tags",
  "roles",
  "sources",
  "formerNames",
  "formerIdentifiers",
  "automatic",
  "decisions",
  "events",
  "recipients",
  "allowedVerbs",
  "forbiddenWords",
  "acronyms",
]);

function isText(value: unknown): value is LocalizedText {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Only the languages that differ; an emptied one is removed. */
function textPatch(before: LocalizedText | undefined, after: LocalizedText): Record<string, string | null> {
  const patch: Record<string, string | null> = {};
  for (const language of ["en", "fr"] as const) {
    const next = after[language] || undefined;
    if (next !== (before?.[language] || undefined)) patch[language] = next ?? null;
  }
  return patch;
}

/** Elements that came and went; the whole list where only the order changed. */
function setPatch(
  before: readonly string[],
  after: readonly string[],
): readonly string[] | { add: string[]; remove: string[] } {
  const add = after.filter((one) => !before.includes(one));
  const remove = before.filter((one) => !after.includes(one));
  return add.length + remove.length === 0 ? after : { add, remove };
}

function patchValue(field: string, before: unknown, after: unknown): unknown {
  if (TEXTS.has(field) && isText(after)) return textPatch(before as LocalizedText | undefined, after);
  if (SETS.has(field)) return setPatch((before ?? []) as readonly string[], (after ?? []) as readonly string[]);
  return after === undefined || after === "" ? null : after;
}

function servesEdits(subject: Subject, before: Serves, after: Serves): Edit[] {
  if (subject.kind !== "event" && subject.kind !== "property") return [];
  const edits: Edit[] = [];
  for (const [key, kind] of [
    ["decisions", "decision"],
    ["metrics", "metric"],
  ] as const) {
    const had: readonly string[] = before[key];
    const has: readonly string[] = after[key];
    for (const id of has) if (!had.includes(id)) edits.push({ command: "link", from: subject, to: { kind, id } });
    for (const id of had) if (!has.includes(id)) edits.push({ command: "unlink", from: subject, to: { kind, id } });
  }
  return edits;
}

function deprecationEdits(subject: Subject, before: Deprecation | undefined, after: Deprecation | undefined): Edit[] {
  if (subject.kind !== "event" && subject.kind !== "property") return [];
  if (!after) return before ? [{ command: "restore", target: subject }] : [];
  const changes = {
    text: textPatch(before?.text, after.text),
    ...(after.replacementId === before?.replacementId ? {} : { replacementId: after.replacementId ?? null }),
    ...(after.on === before?.on ? {} : { on: after.on ?? null }),
  };
  return [{ command: "deprecate", target: subject, changes }];
}

/** Edits that give `field` of `subject` the value `after`. An absent value clears the field. */
export function fieldEdits(subject: Subject, field: string, before: unknown, after: unknown): Edit[] {
  if (field === "serves") return servesEdits(subject, before as Serves, after as Serves);
  if (field === "deprecation")
    return deprecationEdits(subject, before as Deprecation | undefined, after as Deprecation | undefined);
  const changes = { [field]: patchValue(field, before, after) };
  switch (subject.kind) {
    case "event":
      if (field === "name") return [{ command: "renameEvent", id: subject.id, name: String(after) }];
      if (field === "identifier")
        return [{ command: "setIdentifier", id: subject.id, identifier: String(after), unlock: true }];
      return [{ command: "updateEvent", id: subject.id, changes } as Edit];
    case "property":
      if (field === "name")
        return [{ command: "renameProperty", place: subject.place, id: subject.id, name: String(after) }];
      return [{ command: "updateProperty", place: subject.place, id: subject.id, changes } as Edit];
    case "case":
      return [{ command: "updateCase", event: subject.event, id: subject.id, changes } as Edit];
    case "step":
      return [{ command: "updateStep", journey: subject.journey, id: subject.id, changes } as Edit];
    case "trigger":
      return [{ command: "updateTrigger", event: subject.event, id: subject.id, changes } as Edit];
    case "presence": {
      const { event, property, source } = subject;
      return [{ command: "setPresence", event, property, source, presence: (after as Presence | undefined) ?? null }];
    }
    case "naming":
      return [{ command: "updateNaming", kind: subject.of, changes } as Edit];
    case "required": {
      const fields = setPatch(before as readonly string[], after as readonly string[]);
      return [{ command: "updateStandards", changes: { requiredFields: { [subject.of]: fields } } } as Edit];
    }
    case "suppression":
      return [{ command: "updateSuppression", id: subject.id, changes } as Edit];
    case "standards":
      return [{ command: "updateStandards", changes } as Edit];
    case "purpose":
      return [{ command: "updatePurpose", key: subject.id, changes } as Edit];
    case "recipient":
      return [{ command: "updateRecipient", key: subject.id, changes } as Edit];
    case "transformation":
      return [{ command: "updateTransformation", key: subject.id, changes } as Edit];
    case "settings":
      return [{ command: "updateSettings", changes } as Edit];
    case "plan":
      return [{ command: "updatePlan", changes } as Edit];
    default:
      return [{ command: UPDATE[subject.kind], id: subject.id, changes } as Edit];
  }
}

const UPDATE = {
  bundle: "updateBundle",
  group_type: "updateGroupType",
  decision: "updateDecision",
  metric: "updateMetric",
  category: "updateCategory",
  journey: "updateJourney",
} as const;

/** As `pathSegment` of `edit-path.ts`. */
export function segmentOf(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The path of a field as `edit-path.ts` writes it; conflicts and refusals come back under these names. */
export function subjectPath(subject: Subject): string {
  switch (subject.kind) {
    case "property":
      return `${placePathOf(subject.place)}/${subject.id}`;
    case "case":
      return `event/${subject.event}/variants/cases/${subject.id}`;
    case "step":
      return `journey/${subject.journey}/steps/${subject.id}`;
    case "trigger":
      return `event/${subject.event}/triggers/${subject.id}`;
    case "presence":
      return `event/${subject.event}/presence/${presenceKey(subject)}`;
    case "naming":
      return `plan/settings/standards/naming/${subject.of}`;
    case "required":
      return "plan/settings/standards/requiredFields";
    case "suppression":
      return `plan/settings/standards/suppressions/${subject.id}`;
    case "standards":
      return "plan/settings/standards";
    case "purpose":
      return `plan/settings/purposes/${segmentOf(subject.id)}`;
    case "recipient":
      return `plan/settings/recipientDetails/${segmentOf(subject.id)}`;
    case "transformation":
      return `plan/settings/transformations/${segmentOf(subject.id)}`;
    case "settings":
      return "plan/settings";
    case "plan":
      return "plan";
    default:
      return `${subject.kind}/${subject.id}`;
  }
}

/** As `placePath` of `edit-path.ts`, without its schemas, which a browser does not need. */
export function placePathOf(place: PropertyPlace): string {
  const tops = {
    event: () => (place.in === "event" ? `event/${place.id}/properties` : ""),
    case: () => (place.in === "case" ? `event/${place.event}/variants/cases/${place.id}/properties` : ""),
    bundle: () => (place.in === "bundle" ? `bundle/${place.id}/properties` : ""),
    user: () => "user_property",
    group: () => (place.in === "group" ? `group_type/${place.id}/properties` : ""),
  };
  return (place.path ?? []).reduce((path, id) => `${path}/${id}/type/properties`, tops[place.in]());
}
