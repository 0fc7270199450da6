/** What every page of a project begins with: the reader's language, the proof, the words of its area and its address. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import type { MessageArea } from "../../lib/i18n/messages.ts";
import type { AreaText } from "../../lib/i18n/translate.ts";
import { translator } from "../../lib/i18n/translator.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { openProject, pageLanguage } from "./request.ts";

export interface ProjectPageProps {
  readonly params: Promise<{ locale: string; project: string }>;
}

export interface OpenedPage<Area extends MessageArea> {
  readonly language: Language;
  readonly project: AuthorizedProject;
  readonly t: AreaText<Area>;
  /** Address of the area's first page. */
  readonly base: string;
}

/** Opens a page of the area whose first page is `/{language}/{project}/{folder}`. Who may not read it never comes back. */
export async function openProjectPage<Area extends MessageArea>(
  props: ProjectPageProps,
  area: Area,
  folder: string,
): Promise<OpenedPage<Area>> {
  const { locale, project: slug } = await props.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  return { language, project, t: translator(language, area), base: `/${language}/${project.slug}/${folder}` };
}
