import { notFound } from "next/navigation";
import { listSources } from "../../../../../../../lib/access/source.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { writePlan } from "../../../../../../../lib/format/detect.ts";
import { FORMAT_NAMES } from "../../../../../../../lib/format/format.ts";
import { LANGUAGES } from "../../../../../../../lib/plan/plan.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { tooManyExports } from "../../../../../../_access/too-many-exports.ts";
import { fileResponse } from "../../../../../../api/_rest/file-response.ts";
import { exportOf } from "../../documents/export-of.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string; format: string }>;
}

async function found<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
}

/** The plan of a branch or version as a file, in the language of the address or another. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug, format } = await context.params;
  const own = pageLanguage(locale);
  const project = await openProject(own, slug);
  const name = FORMAT_NAMES.find((one) => one === format);
  if (!name) notFound();
  const refused = await tooManyExports(project.actor.id, own);
  if (refused) return refused;
  const query = new URL(request.url).searchParams;
  const language = LANGUAGES.find((one) => one === query.get("language")) ?? own;
  const [{ plan, ...asked }, sources] = await Promise.all([
    found(exportOf(project, query, language)),
    listSources(project),
  ]);
  const options = { language, ...asked, sources: sources.map((source) => source.slug) };
  const { files } = await writePlan(plan, name, options);
  const file = files[0];
  if (!file) notFound();
  return fileResponse(file.content, file.name, file.mediaType);
}
