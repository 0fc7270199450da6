/** What a saved cohort is called to a reader: one that kept the name of its template has it in every language. */

import type { Language } from "../../plan/plan.ts";
import { COHORT_TEMPLATES } from "./templates.ts";

interface Named {
  readonly name: string;
  /** The template it was made from. */
  readonly template?: string | null;
}

function templateOf({ name, template }: Named) {
  const found = COHORT_TEMPLATES.find(({ id }) => id === template);
  return found !== undefined && Object.values(found.name).includes(name) ? found : undefined;
}

/** Its name in the reader's language; a name that somebody gave stays as it is. */
export function cohortName(cohort: Named, language: Language): string {
  return templateOf(cohort)?.name[language] ?? cohort.name;
}

/** Its description likewise. */
export function cohortDescription(cohort: Named & { readonly description: string }, language: Language): string {
  const found = templateOf(cohort)?.description;
  return found !== undefined && Object.values(found).includes(cohort.description)
    ? found[language]
    : cohort.description;
}
