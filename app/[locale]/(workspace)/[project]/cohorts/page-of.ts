/** What the pages about cohorts begin with. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { openProject, pageLanguage } from "../../../../_access/request.ts";

export interface CohortsProps {
  readonly params: Promise<{ locale: string; project: string }>;
}

export interface Opened {
  readonly language: Language;
  readonly project: AuthorizedProject;
  readonly t: AreaText<"cohort">;
  readonly base: string;
}

export async function openCohorts(props: CohortsProps): Promise<Opened> {
  const { locale, project: slug } = await props.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  return { language, project, t: translator(language, "cohort"), base: `/${language}/${project.slug}/cohorts` };
}
