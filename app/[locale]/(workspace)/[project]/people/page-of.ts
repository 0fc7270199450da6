/** What the pages about people begin with, and what a person is called on them. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Identity } from "../../../../../lib/person/people.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { MASK } from "../../../../../lib/violation/mask.ts";
import { openProject, pageLanguage } from "../../../../_access/request.ts";

export interface PeopleProps {
  readonly params: Promise<{ locale: string; project: string }>;
}

export interface Opened {
  readonly language: Language;
  readonly project: AuthorizedProject;
  readonly t: AreaText<"people">;
  readonly base: string;
}

export async function openPeople(props: PeopleProps): Promise<Opened> {
  const { locale, project: slug } = await props.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  return { language, project, t: translator(language, "people"), base: `/${language}/${project.slug}/people` };
}

/** Their first id, the user id if there is one; their number where that is covered. */
export function personName(
  t: AreaText<"people">,
  { person, identities }: { readonly person: number; readonly identities: readonly Identity[] },
): string {
  const id = identities[0]?.id ?? "";
  return id === "" || id === MASK ? t("numbered", { number: String(person) }) : id;
}
