/** The past of an object in sentences. */

import { translator } from "../../../../../../lib/i18n/translator.ts";
import { fieldLabel } from "../../../../../../lib/plan/diff-label.ts";
import { type Edit, touchedFields } from "../../../../../../lib/plan/edit.ts";
import { findEvent, listEventProperties } from "../../../../../../lib/plan/find.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import type { HistoryEntry } from "../../../../../../lib/plan/store-history.ts";
import type { HistoryLine } from "./history-tab.tsx";

/** The edit that made or removed the object itself, if this entry holds one. */
function whole(entry: HistoryEntry): "created" | "removed" | undefined {
  if (!entry.fields.some((path) => path.split("/").length === 2)) return undefined;
  return entry.edits.some((edit) => edit.command === "removeObject" || edit.command === "removeProperty")
    ? "removed"
    : "created";
}

type Words = ReturnType<typeof translator<"plan">>;

/** The innermost field that a path names, as the screens call it. */
function fieldName(path: string, t: Words, language: Language): string {
  const own = path.split("/").slice(2);
  const [last = "", before] = own.map((segment) => segment.replace(/\.(en|fr)$/, "")).reverse();
  if (before === "type" && t.has(`constraint.${last}` as "constraint.enum"))
    return t(`constraint.${last}` as "constraint.enum");
  const isField = before !== "properties" && t.has(`field.${last}` as "field.name");
  return isField ? t(`field.${last}` as "field.name") : fieldLabel(path)[language];
}

/** Dotted names of the event's properties, by id. */
function propertyNames(plan: Plan, id: string): ReadonlyMap<string, string> {
  const event = findEvent(plan, id);
  const listed = event === undefined ? [] : listEventProperties(plan, event);
  return new Map(listed.map(({ property, path }) => [property.id, path]));
}

const LONGEST = 60;

/** What an edit gave the field, where that is short. */
function givenTo(path: string, edits: readonly Edit[], t: Words): string {
  const [last = ""] = path.split("/").reverse();
  const [field = "", language] = last.split(".");
  const given = edits.flatMap((edit): unknown[] => {
    if (edit.command === "setPresence") return path.includes(`${edit.property}@${edit.source}`) ? [edit.presence] : [];
    if (!("changes" in edit) || !touchedFields(edit).includes(path)) return [];
    const changes = edit.changes as Readonly<Record<string, unknown>>;
    const value = (changes.constraints as typeof changes | undefined)?.[field] ?? changes[field];
    return [language === undefined ? value : (value as typeof changes | undefined)?.[language]];
  });
  const value = given.at(-1);
  if (given.length === 0 || value === undefined) return "";
  if (value === null) return ` → ${t("history.empty")}`;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? "" : ` → ${text}`;
}

/** `plan` says what the properties of the event with that id are called. */
export function historyLines(
  entries: readonly HistoryEntry[],
  language: Language,
  { plan, id }: { readonly plan: Plan; readonly id: string },
): HistoryLine[] {
  const t = translator(language, "plan");
  const names = propertyNames(plan, id);
  const labelOf = (path: string, edits: readonly Edit[]) => {
    const within = path.split("/").findLast((segment) => names.has(segment.split("@")[0] ?? ""));
    const [property, source] = within?.split("@") ?? [];
    const name = property === undefined ? undefined : names.get(property);
    const field = fieldName(path, t, language);
    const place = source === undefined ? field : `${field} (${source})`;
    return `${name === undefined ? place : `${name} › ${place}`}${givenTo(path, edits, t)}`;
  };
  const labelsOf = (fields: readonly string[], edits: readonly Edit[] = []) =>
    new Intl.ListFormat(language).format(new Set(fields.map((path) => labelOf(path, edits))));
  return entries.map((entry) => {
    const kind = whole(entry);
    const text = entry.merged
      ? t("history.merged", { branch: entry.merged })
      : kind
        ? t(`history.${kind}`)
        : t("history.changed", { fields: labelsOf(entry.fields, entry.edits) });
    const written = (entry.written ?? []).map((one) => ({
      at: one.at.toISOString(),
      by: one.by,
      text: t("history.changed", { fields: labelsOf(one.fields) }),
      reason: one.reason,
    }));
    return { revision: entry.revision, at: entry.at.toISOString(), by: entry.by, text, reason: entry.reason, written };
  });
}
