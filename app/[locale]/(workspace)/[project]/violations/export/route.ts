import { csvText } from "../../../../../../lib/analysis/csv.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { violationRows } from "../../../../../../lib/violation/csv-rows.ts";
import { allViolations } from "../../../../../../lib/violation/store.ts";
import { openProject, pageLanguage } from "../../../../../_access/request.ts";
import { savedDefinitions } from "../../../../../_access/saved-definitions.ts";
import { textRefusal } from "../../../../../_access/text-refusal.ts";
import { tooManyExports } from "../../../../../_access/too-many-exports.ts";
import { fileResponse } from "../../../../../api/_rest/file-response.ts";
import { filterOf, readAddress } from "../page-of.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string }>;
}

/** The violations of the list, all its pages, as CSV. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug } = await context.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const refused = await tooManyExports(project.actor.id, language);
  if (refused) return refused;
  try {
    const address = readAddress(Object.fromEntries(new URL(request.url).searchParams));
    const [definitions, latest] = await Promise.all([savedDefinitions(project), latestVersion(project.projectId)]);
    const groups = await allViolations(project, filterOf(address), { definitions, plan: latest?.plan });
    const rows = violationRows(groups, language);
    return fileResponse(csvText(rows), `${project.slug}-violations.csv`, "text/csv; charset=utf-8");
  } catch (error) {
    if (!isUserError(error)) throw error;
    return textRefusal(error, language);
  }
}
