import { notFound } from "next/navigation";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { writePlan } from "../../../../../../../lib/format/detect.ts";
import { FORMAT_NAMES } from "../../../../../../../lib/format/format.ts";
import { loadPlan, MAIN } from "../../../../../../../lib/plan/store.ts";
import { latestVersion } from "../../../../../../../lib/plan/store-version.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { tooManyExports } from "../../../../../../_access/too-many-exports.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string; format: string }>;
}

async function planOf(...[project, branch]: Parameters<typeof loadPlan>) {
  try {
    return await loadPlan(project, branch);
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
}

/** The plan of a branch as a file. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug, format } = await context.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const name = FORMAT_NAMES.find((one) => one === format);
  if (!name) notFound();
  const refused = await tooManyExports(project.actor.id, language);
  if (refused) return refused;
  const branch = new URL(request.url).searchParams.get("branch") || MAIN;
  const [{ plan }, before] = await Promise.all([planOf(project, branch), latestVersion(project.projectId)]);
  const { files } = await writePlan(plan, name, { language, ...(before ? { before: before.plan } : {}) });
  const file = files[0];
  if (!file) notFound();
  return new Response(Buffer.from(file.content), {
    headers: {
      "content-type": file.mediaType,
      "content-disposition": `attachment; filename="${file.name.replace(/[^\w.-]/g, "_")}"`,
      "cache-control": "no-store",
    },
  });
}
