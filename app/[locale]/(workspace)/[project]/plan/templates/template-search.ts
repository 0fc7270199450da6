/** Templates by the words of their names, descriptions and events, in either language. */

import { plainWords, searchWords } from "../../../../../../lib/base/plain-words.ts";
import type { Plan } from "../../../../../../lib/plan/plan.ts";
import type { Template } from "../../../../../../lib/template/build.ts";
import { bothOf } from "../../../../../../lib/template/house.ts";

export interface TemplateEntry {
  readonly template: Template;
  readonly plan: Plan;
}

function wordsOf({ template, plan }: TemplateEntry): string {
  const events = plan.events.map(({ name, displayName }) => `${name} ${bothOf(displayName)}`);
  return plainWords([template.key, bothOf(template.name), bothOf(template.about), ...events].join(" "));
}

export function searchTemplates(entries: readonly TemplateEntry[], search: string): readonly TemplateEntry[] {
  const asked = searchWords(search);
  return entries.filter((entry) => {
    const words = wordsOf(entry);
    return asked.every((word) => words.includes(word));
  });
}
