import { csvText } from "../../../../../../lib/analysis/csv.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { openProject, pageLanguage } from "../../../../../_access/request.ts";
import { textRefusal } from "../../../../../_access/text-refusal.ts";
import { tooManyExports } from "../../../../../_access/too-many-exports.ts";
import { fileResponse } from "../../../../../api/_rest/file-response.ts";
import { csvRows } from "../csv-rows.ts";
import { loadList } from "../list.ts";
import { readAddress } from "../page-of.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string }>;
}

/** The rows of a view, all its pages, as CSV. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug } = await context.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const refused = await tooManyExports(project.actor.id, language);
  if (refused) return refused;
  try {
    const address = readAddress(Object.fromEntries(new URL(request.url).searchParams));
    const rows = csvRows(await loadList(project, address), address.view, translator(language, "plan"));
    return fileResponse(csvText(rows), `${project.slug}-discovery-${address.view}.csv`, "text/csv; charset=utf-8");
  } catch (error) {
    if (!isUserError(error)) throw error;
    return textRefusal(error, language);
  }
}
