/** Fields that both sides changed, with both values, as people read them. */

import { translator } from "../../../../../../lib/i18n/translator.ts";
import { fieldLabel } from "../../../../../../lib/plan/diff-label.ts";
import type { MergeConflict } from "../../../../../../lib/plan/merge.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import type { ShownConflict } from "./branch-forms.tsx";

const LONGEST = 300;

function shortValue(value: unknown): string {
  const text = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

export function shownConflicts(
  conflicts: readonly MergeConflict[],
  language: Language,
): { readonly text: string; readonly conflicts: readonly ShownConflict[] } {
  const t = translator(language, "plan");
  return {
    text: t("branches.conflict", { count: conflicts.length }),
    conflicts: conflicts.map((conflict) => ({
      path: conflict.path,
      label: `${fieldLabel(conflict.path)[language]} (${conflict.path})`,
      ours: shortValue(conflict.ours),
      theirs: shortValue(conflict.theirs),
      text: conflict[language],
    })),
  };
}
