import { notFound } from "next/navigation";
import type { AuthorizedProject } from "../../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { writePlan } from "../../../../../../../lib/format/detect.ts";
import { FORMAT_NAMES } from "../../../../../../../lib/format/format.ts";
import type { Language } from "../../../../../../../lib/plan/plan.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { tooManyExports } from "../../../../../../_access/too-many-exports.ts";
import { exportOf, planOfVersion } from "../../../../../../_hand-over/export-of.ts";
import { fileResponse } from "../../../../../../api/_rest/file-response.ts";
import { readAddress } from "../../documents/address.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string; format: string }>;
}

async function asked(project: AuthorizedProject, query: URLSearchParams, own: Language) {
  const { version, branch, since, language } = readAddress(Object.fromEntries(query), own);
  try {
    const before = since === undefined ? undefined : await planOfVersion(project, since);
    return { language, ...(await exportOf(project, { version, branch, before }, language)) };
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
  const { plan, language, options } = await asked(project, new URL(request.url).searchParams, own);
  const { files } = await writePlan(plan, name, { language, ...options });
  const file = files[0];
  if (!file) notFound();
  return fileResponse(file.content, file.name, file.mediaType);
}
