/** The past of an object in sentences. */

import { translator } from "../../../../../../lib/i18n/translator.ts";
import { fieldLabel } from "../../../../../../lib/plan/diff-label.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import type { HistoryEntry } from "../../../../../../lib/plan/store-history.ts";
import type { HistoryLine } from "./history-tab.tsx";

/** The edit that made or removed the object itself, if this entry holds one. */
function whole(entry: HistoryEntry): "created" | "removed" | undefined {
  if (!entry.fields.some((path) => path.split("/").length === 2)) return undefined;
  return entry.edits.some((edit) => edit.command === "removeObject" || edit.command === "removeProperty")
    ? "removed"
    : "created";
}

export function historyLines(entries: readonly HistoryEntry[], language: Language): HistoryLine[] {
  const t = translator(language, "plan");
  const labelsOf = (fields: readonly string[]) =>
    new Intl.ListFormat(language).format(new Set(fields.map((path) => fieldLabel(path)[language])));
  return entries.map((entry) => {
    const kind = whole(entry);
    const text = entry.merged
      ? t("history.merged", { branch: entry.merged })
      : kind
        ? t(`history.${kind}`)
        : t("history.changed", { fields: labelsOf(entry.fields) });
    const written = (entry.written ?? []).map((one) => ({
      at: one.at.toISOString(),
      by: one.by,
      text: t("history.changed", { fields: labelsOf(one.fields) }),
      reason: one.reason,
    }));
    return { revision: entry.revision, at: entry.at.toISOString(), by: entry.by, text, reason: entry.reason, written };
  });
}
