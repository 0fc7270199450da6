import { limitRate } from "../../../../../../../lib/access/rate-limit.ts";
import { getCohort } from "../../../../../../../lib/analysis/cohort/store.ts";
import { exportMembers } from "../../../../../../../lib/analysis/members.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { retryAfter } from "../../../../../../_access/retry-after.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string; cohort: string }>;
}

function file(content: string, name: string, type: string): Response {
  return new Response(content, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}"`,
      "cache-control": "no-store",
    },
  });
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
      ? file(members.statement, `${cohort.name}.txt`, "text/plain")
      : file(members.csv, `${cohort.name}.csv`, "text/csv");
  } catch (error) {
    if (!isUserError(error)) throw error;
    const text = error.fields.map((field) => field[language]).join("\n") || error.message;
    const headers = { "content-type": "text/plain; charset=utf-8", ...retryAfter(error) };
    return new Response(text, { status: error.status, headers });
  }
}
