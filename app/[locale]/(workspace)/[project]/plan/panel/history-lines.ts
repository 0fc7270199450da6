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
  return entries.map((entry) => {
    const labels = [...new Set(entry.fields.map((path) => fieldLabel(path)[language]))];
    const kind = whole(entry);
    const text = entry.merged
      ? t("history.merged", { branch: entry.merged })
      : kind
        ? t(`history.${kind}`)
        : t("history.changed", { fields: new Intl.ListFormat(language).format(labels) });
    return { revision: entry.revision, at: entry.at.toISOString(), by: entry.by, text, reason: entry.reason };
  });
}
