import { notFound } from "next/navigation";
import type { AuthorizedProject } from "../../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { shownMatrix } from "../../../../../../../lib/plan/code-matrix.ts";
import type { Plan } from "../../../../../../../lib/plan/plan.ts";
import { loadPlan, MAIN } from "../../../../../../../lib/plan/store.ts";
import { pageQuery } from "../../../../../../_access/page-query.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { tooManyExports } from "../../../../../../_access/too-many-exports.ts";
import { loadCodeMatrix, matrixCsv } from "../../../../../../_evidence/code-matrix.ts";
import { fileResponse } from "../../../../../../api/_rest/file-response.ts";
import { readMatrixAddress } from "../matrix-address.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string }>;
}

async function planOn(project: AuthorizedProject, branch: string): Promise<Plan> {
  try {
    return (await loadPlan(project, branch)).plan;
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
}

/** The rows that the screen shows, on all its pages, as CSV. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug } = await context.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const refused = await tooManyExports(project.actor.id, language);
  if (refused) return refused;
  const query = await pageQuery(Promise.resolve(Object.fromEntries(new URL(request.url).searchParams)));
  const plan = await planOn(project, query.branch || MAIN);
  const asked = readMatrixAddress(query);
  const { rows } = await loadCodeMatrix(project, plan, asked);
  const text = matrixCsv(shownMatrix(rows, asked), language);
  return fileResponse(text, `${project.slug}-status.csv`, "text/csv; charset=utf-8");
}
