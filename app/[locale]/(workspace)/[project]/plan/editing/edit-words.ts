/** What edits do, in the reader's words: what undoing them is called. */

import type { AreaText } from "../../../../../../lib/i18n/translate.ts";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import type { Choice, PlanFacts } from "./editing-context.tsx";

export interface EditWords {
  readonly plan: AreaText<"plan">;
  readonly grid: AreaText<"grid">;
  readonly language: "en" | "fr";
  readonly facts: PlanFacts;
}

function subjectOf(edit: Edit): string | undefined {
  if ("id" in edit) return edit.id;
  if ("event" in edit) return edit.event;
  if ("target" in edit) return edit.target.id;
  if ("from" in edit) return edit.from.id;
  return undefined;
}

function nameOf(id: string | undefined, { facts }: EditWords): string | undefined {
  const lists: readonly (readonly Choice[])[] = [
    facts.events,
    facts.bundles,
    facts.decisions,
    facts.metrics,
    facts.categories,
  ];
  return lists.flat().find((one) => one.id === id)?.label;
}

function fieldOf(edit: Edit): string | undefined {
  if (edit.command === "deprecate") return "deprecation";
  if (!("changes" in edit)) return undefined;
  const fields = Object.keys(edit.changes);
  return fields.length === 1 ? fields[0] : undefined;
}

function addedName(edit: Edit, language: "en" | "fr"): string {
  if (edit.command !== "addObject") return "";
  const { name } = edit.entry.object;
  return typeof name === "string" ? name : localizedText(name, language);
}

function describeOne(edit: Edit, words: EditWords): string {
  const { grid, plan, language } = words;
  if (edit.command === "addObject") return grid("did.added", { name: addedName(edit, language) });
  if (edit.command === "renameEvent" || edit.command === "renameProperty")
    return grid("did.renamed", { name: edit.name });
  const name = nameOf(subjectOf(edit), words);
  if (name === undefined) return grid("did.many", { count: 1 });
  if (edit.command === "removeObject") return grid("did.removed", { name });
  const label = `field.${fieldOf(edit)}` as "field.name";
  return plan.has(label) ? grid("did.field", { field: plan(label), name }) : grid("did.changed", { name });
}

/** A few words for the edits of one change. */
export function describeEdits(edits: readonly Edit[], words: EditWords): string {
  const [first] = edits;
  if (first && edits.length === 1) return describeOne(first, words);
  return words.grid("did.many", { count: edits.length });
}
