/** The past of an object in sentences. */

import { beginningOf } from "../../../../../../lib/base/storable.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { fieldLabel } from "../../../../../../lib/plan/diff-label.ts";
import { findEvent, listEventProperties } from "../../../../../../lib/plan/find.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import type { ValueAround, ValuesAround } from "../../../../../../lib/plan/store-field-history.ts";
import type { HistoryEntry } from "../../../../../../lib/plan/store-history.ts";
import { valueWords } from "../history/value-words.ts";
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

function inShort(text: string): string {
  return text.length > LONGEST ? `${beginningOf(text, LONGEST)}…` : text;
}

interface HistoryOf {
  readonly plan: Plan;
  readonly id: string;
  readonly values?: ValuesAround;
  /** The same of branches that were merged, by their names. */
  readonly branchValues?: ReadonlyMap<string, ValuesAround>;
  /** Of main, before the branch that is looked at. */
  readonly onMain?: boolean;
}

/** `plan` says what the properties of the event with that id are called, `values` what fields held before and after. */
export function historyLines(
  entries: readonly HistoryEntry[],
  language: Language,
  { plan, id, values = new Map(), branchValues = new Map(), onMain = false }: HistoryOf,
): HistoryLine[] {
  const t = translator(language, "plan");
  const names = propertyNames(plan, id);
  const fromTo = (name: string, path: string, held: ValueAround | undefined) => {
    if (held === undefined) return name;
    const last = (path.split("/").at(-1) ?? "").replace(/\.(en|fr)$/, "");
    const [from = "", to = ""] = [held.before, held.after].map((value) =>
      inShort(valueWords(last, value, { t, language })),
    );
    return t("history.fromTo", { field: name, from, to });
  };
  const labelOf = (path: string, held: ValueAround | undefined) => {
    const within = path.split("/").findLast((segment) => names.has(segment.split("@")[0] ?? ""));
    const [property, source] = within?.split("@") ?? [];
    const name = property === undefined ? undefined : names.get(property);
    const field = fieldName(path, t, language);
    const place = source === undefined ? field : `${field} (${source})`;
    return fromTo(name === undefined ? place : `${name} › ${place}`, path, held);
  };
  const labelsOf = (fields: readonly string[], around: ReadonlyMap<string, ValueAround> | undefined) =>
    new Intl.ListFormat(language).format(new Set(fields.map((path) => labelOf(path, around?.get(path)))));
  const textOf = (entry: HistoryEntry) => {
    const { merged: branch, fields, revision } = entry;
    const kind = whole(entry);
    const around = values.get(revision);
    if (branch === undefined)
      return kind ? t(`history.${kind}`) : t("history.changed", { fields: labelsOf(fields, around) });
    return kind
      ? t("history.merged", { branch })
      : t("history.mergedFields", { branch, fields: labelsOf(fields, around) });
  };
  return entries.map((entry) => {
    const text = textOf(entry);
    const there = entry.merged === undefined ? undefined : branchValues.get(entry.merged);
    const written = (entry.written ?? []).map((one) => ({
      at: one.at.toISOString(),
      by: one.by,
      text: t("history.changed", { fields: labelsOf(one.fields, there?.get(one.revision)) }),
      reason: one.reason,
    }));
    const { revision, by, reason } = entry;
    return { revision, onMain, at: entry.at.toISOString(), by, text, reason, written };
  });
}
