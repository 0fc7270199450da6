import { limitRate } from "../../../../../../../lib/access/rate-limit.ts";
import { getCohort } from "../../../../../../../lib/analysis/cohort/store.ts";
import { exportMembers } from "../../../../../../../lib/analysis/members.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { textRefusal } from "../../../../../../_access/text-refusal.ts";
import { fileResponse } from "../../../../../../api/_rest/file-response.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string; cohort: string }>;
}

/** The members of a cohort as CSV, or the statement that belongs beside the list. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug, cohort: id } = await context.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  try {
    await limitRate("exportData", project.actor.id);
    const cohort = await getCohort(project, id);
    const question = { kind: "cohort", criterion: { kind: "cohort", cohort: cohort.id } } as const;
    const members = await exportMembers(project, question, { signal: request.signal, language });
    return new URL(request.url).searchParams.get("format") === "statement"
      ? fileResponse(members.statement, `${cohort.name}.txt`, "text/plain; charset=utf-8")
      : fileResponse(members.csv, `${cohort.name}.csv`, "text/csv; charset=utf-8");
  } catch (error) {
    if (!isUserError(error)) throw error;
    return textRefusal(error, language);
  }
}
