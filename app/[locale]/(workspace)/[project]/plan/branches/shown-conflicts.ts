/** Fields that both sides changed, with both values, as people read them. */

import { beginningOf } from "../../../../../../lib/base/storable.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { contentHash } from "../../../../../../lib/plan/canonical-json.ts";
import { fieldLabel, textIn } from "../../../../../../lib/plan/diff-label.ts";
import { sameValue } from "../../../../../../lib/plan/edit-same.ts";
import { type Fields, isFields } from "../../../../../../lib/plan/field-tree.ts";
import type { MergeConflict } from "../../../../../../lib/plan/merge.ts";
import type { Language, LocalizedText, Plan } from "../../../../../../lib/plan/plan.ts";
import { findingPlace } from "../findings/finding-place.ts";
import { valueWords } from "../history/value-words.ts";
import type { ShownConflict } from "./branch-answer.ts";

const LONGEST = 300;

function inShort(text: string): string {
  return text.length > LONGEST ? `${beginningOf(text, LONGEST)}…` : text;
}

interface Words {
  readonly review: ReturnType<typeof translator<"review">>;
  readonly plan: ReturnType<typeof translator<"plan">>;
  readonly language: Language;
}

function wordsIn(language: Language): Words {
  return { review: translator(language, "review"), plan: translator(language, "plan"), language };
}

/** What one side made of a field; empty where it emptied it. */
function valueText(path: string, value: unknown, { plan, language }: Words): string {
  if (value === undefined || value === "") return "";
  const field = (path.split("/").at(-1) ?? "").replace(/\.(en|fr)$/, "");
  return inShort(valueWords(field, value, { t: plan, language }));
}

/** What one side removed and the other changed: an object, or a property. */
function removedOf({ base, ours, theirs }: MergeConflict): Fields | undefined {
  const gone = isFields(base) && "name" in base && (ours === undefined) !== (theirs === undefined);
  return gone ? (base as Fields) : undefined;
}

/** What the side that kept it changed of it. */
function keptText(base: Fields, kept: unknown, words: Words): string {
  if (kept === undefined) return words.review("conflict.remove");
  const now = isFields(kept) ? (kept as Fields) : {};
  const changed = [...new Set([...Object.keys(base), ...Object.keys(now)])].filter(
    (field) => !sameValue(base[field], now[field]),
  );
  const speech = { t: words.plan, language: words.language };
  const changes = changed.map((field) => {
    const [from, to] = [valueWords(field, base[field], speech), valueWords(field, now[field], speech)];
    return words.plan("history.fromTo", { field: fieldLabel(field)[words.language], from, to });
  });
  return inShort(words.review("conflict.keep", { changes: new Intl.ListFormat(words.language).format(changes) }));
}

function sidesOf(conflict: MergeConflict, words: Words): { readonly ours: string; readonly theirs: string } {
  const base = removedOf(conflict);
  const textOf = (value: unknown) =>
    base === undefined ? valueText(conflict.path, value, words) : keptText(base, value, words);
  return { ours: textOf(conflict.ours), theirs: textOf(conflict.theirs) };
}

/** Nothing but texts on every side: another one is typed as it is. */
function isText({ base, ours, theirs }: MergeConflict): boolean {
  const there = [base, ours, theirs].filter((value) => value !== undefined);
  return there.length > 0 && there.every((value) => typeof value === "string");
}

function typedValue(value: unknown): string {
  return value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

function nameOf({ name }: Fields, language: Language): string {
  return typeof name === "string" ? name : (textIn(name as LocalizedText, language) ?? "");
}

/** The object and the field in words; for a text, its language too. */
function labelOf(conflict: MergeConflict, main: Plan, language: Language): string {
  const { path } = conflict;
  const removed = removedOf(conflict);
  if (removed !== undefined) {
    const name = nameOf(removed, language);
    return path.split("/").length === 2 ? name : `${findingPlace(main, path, language).about}, ${name}`;
  }
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
  const words = wordsIn(language);
  return {
    text: words.plan("branches.conflict", { count: conflicts.length }),
    conflicts: conflicts.map((conflict) => ({
      path: conflict.path,
      label: labelOf(conflict, main, language),
      ...sidesOf(conflict, words),
      hash: contentHash({ ours: conflict.ours, theirs: conflict.theirs }),
      text: conflict[language],
      decidable: "ours" in conflict || "theirs" in conflict,
      value: typedValue(conflict.theirs ?? conflict.ours),
      plain: isText(conflict),
    })),
  };
}
