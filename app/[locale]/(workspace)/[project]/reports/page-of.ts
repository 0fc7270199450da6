/** What the pages about reports begin with. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import type { ReportQuestion } from "../../../../../lib/analysis/report-store.ts";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { openProject, pageLanguage } from "../../../../_access/request.ts";

export interface ReportsProps {
  readonly params: Promise<{ locale: string; project: string }>;
}

export interface Opened {
  readonly language: Language;
  readonly project: AuthorizedProject;
  readonly t: AreaText<"report">;
  readonly base: string;
}

export const REPORT_KINDS = [
  "metric",
  "funnel",
  "retention",
  "active_users",
] as const satisfies readonly ReportQuestion["kind"][];
export type ReportKind = (typeof REPORT_KINDS)[number];

export async function openReports(props: ReportsProps): Promise<Opened> {
  const { locale, project: slug } = await props.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  return { language, project, t: translator(language, "report"), base: `/${language}/${project.slug}/reports` };
}
