import { notFound } from "next/navigation";
import { isLanguage } from "../../../../../../../../lib/i18n/translate.ts";
import { openProject, pageLanguage } from "../../../../../../../_access/request.ts";
import { tooManyExports } from "../../../../../../../_access/too-many-exports.ts";
import { choosePlan } from "../../../../../../../_hand-over/chosen-plan.ts";
import { REGISTER_FORMATS, registerFile } from "../../../../../../../_hand-over/register-file.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string; format: string }>;
}

/** The register of a version or a draft as a file. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug, format: asked } = await context.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const format = REGISTER_FORMATS.find((one) => one === asked);
  if (format === undefined) notFound();
  const refused = await tooManyExports(project.actor.id, language);
  if (refused) return refused;
  const query = new URL(request.url).searchParams;
  const wanted = query.get("language") ?? "";
  const spoken = isLanguage(wanted) ? wanted : language;
  const chosen = await choosePlan(project, query.get("at")?.replaceAll("\0", "") || undefined, spoken);
  if (chosen === undefined) notFound();
  return registerFile(chosen, spoken, format);
}
