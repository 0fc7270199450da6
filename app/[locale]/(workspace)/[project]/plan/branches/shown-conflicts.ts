/** Fields that both sides changed, with both values, as people read them. */

import { translator } from "../../../../../../lib/i18n/translator.ts";
import { contentHash } from "../../../../../../lib/plan/canonical-json.ts";
import { fieldLabel } from "../../../../../../lib/plan/diff-label.ts";
import type { MergeConflict } from "../../../../../../lib/plan/merge.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import { findingPlace } from "../findings/finding-place.ts";
import type { ShownConflict } from "./branch-answer.ts";

const LONGEST = 300;

function shortValue(value: unknown): string {
  const text = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Nothing but texts on every side: another one is typed as it is. */
function isText({ base, ours, theirs }: MergeConflict): boolean {
  const there = [base, ours, theirs].filter((value) => value !== undefined);
  return there.length > 0 && there.every((value) => typeof value === "string");
}

function typedValue(value: unknown): string {
  return value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

/** The object and the field in words; for a text, its language too. */
function labelOf(path: string, main: Plan, language: Language): string {
  const t = translator(language, "plan");
  const text = /\.(en|fr)$/.exec(path)?.[1] as Language | undefined;
  const field = fieldLabel(path)[language];
  return `${findingPlace(main, path, language).about}, ${field}${text ? ` (${t(`language.${text}`)})` : ""}`;
}

export function shownConflicts(
  conflicts: readonly MergeConflict[],
  main: Plan,
  language: Language,
): { readonly text: string; readonly conflicts: readonly ShownConflict[] } {
  const t = translator(language, "plan");
  return {
    text: t("branches.conflict", { count: conflicts.length }),
    conflicts: conflicts.map((conflict) => ({
      path: conflict.path,
      label: labelOf(conflict.path, main, language),
      ours: shortValue(conflict.ours),
      theirs: shortValue(conflict.theirs),
      hash: contentHash({ ours: conflict.ours, theirs: conflict.theirs }),
      text: conflict[language],
      decidable: "ours" in conflict || "theirs" in conflict,
      value: typedValue(conflict.theirs ?? conflict.ours),
      plain: isText(conflict),
    })),
  };
}
