/** Templates by the words of their names, descriptions and events, in either language. */

import type { LocalizedText, Plan } from "../../../../../../lib/plan/plan.ts";
import type { Template } from "../../../../../../lib/template/build.ts";

export interface TemplateEntry {
  readonly template: Template;
  readonly plan: Plan;
}

/** Lower case without accents, so that `media` finds « Média ». */
function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

const bothOf = (text: LocalizedText) => `${text.en ?? ""} ${text.fr ?? ""}`;

function wordsOf({ template, plan }: TemplateEntry): string {
  const events = plan.events.map(({ name, displayName }) => `${name} ${bothOf(displayName)}`);
  return plain([template.key, bothOf(template.name), bothOf(template.about), ...events].join(" "));
}

export function searchTemplates(entries: readonly TemplateEntry[], search: string): readonly TemplateEntry[] {
  const asked = plain(search).split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const words = wordsOf(entry);
    return asked.every((word) => words.includes(word));
  });
}
