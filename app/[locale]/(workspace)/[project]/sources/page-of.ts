/** What every page about sources begins with. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import { ENVIRONMENTS, PLATFORMS, SOURCE_MODES, UNPLANNED_RULES } from "../../../../../lib/access/source.ts";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { openProject, pageLanguage } from "../../../../_access/request.ts";

export interface SourcesProps {
  readonly params: Promise<{ locale: string; project: string }>;
}

export interface Opened {
  readonly language: Language;
  readonly project: AuthorizedProject;
  readonly t: AreaText<"source">;
  /** Address of the list. */
  readonly base: string;
}

export async function openSources(props: SourcesProps): Promise<Opened> {
  const { locale, project: slug } = await props.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  return { language, project, t: translator(language, "source"), base: `/${language}/${project.slug}/sources` };
}

/** The choices of a source, in the reader's words. */
export function sourceChoices(t: AreaText<"source">) {
  return {
    platform: PLATFORMS.map((value) => ({ value, label: t(`platform.${value}`) })),
    environment: ENVIRONMENTS.map((value) => ({ value, label: t(`environment.${value}`) })),
    mode: SOURCE_MODES.map((value) => ({ value, label: t(`mode.${value}`) })),
    unplanned: UNPLANNED_RULES.map((value) => ({ value, label: t(`unplanned.${value}`) })),
  };
}
