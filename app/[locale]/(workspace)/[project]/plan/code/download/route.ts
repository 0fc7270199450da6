import { notFound } from "next/navigation";
import { codePlace } from "../../../../../../../codegen/thread/make-code.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { textRefusal } from "../../../../../../_access/text-refusal.ts";
import { tooManyExports } from "../../../../../../_access/too-many-exports.ts";
import { wholeCode } from "../../../../../../_code/generated.ts";
import { targetOf } from "../../../../../../_code/target-name.ts";
import { fileResponse } from "../../../../../../api/_rest/file-response.ts";
import { chosenCode } from "../chosen-code.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string }>;
}

/** The generated code of a version or a draft: of one target or all (`?target=all`) as a ZIP, or one file of it (`?file=`). */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug } = await context.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const refused = await tooManyExports(project.actor.id, language);
  if (refused) return refused;
  const query = new URL(request.url).searchParams;
  const chosen = await chosenCode(project, query.get("at")?.replaceAll("\0", "") || undefined);
  if (chosen === undefined) notFound();
  const asked = query.get("target");
  const target = asked === "all" ? asked : targetOf(asked);
  try {
    const files = await wholeCode(chosen.published, target);
    const path = query.get("file");
    if (path !== null) {
      const text = files.get(path);
      if (text === undefined) notFound();
      return fileResponse(text, path.split("/").at(-1) ?? path, "text/plain; charset=utf-8");
    }
    const name = `${project.slug}-${target}-${chosen.at}`;
    return fileResponse(await codePlace().archive(files, name, "zip"), `${name}.zip`, "application/zip");
  } catch (error) {
    if (!isUserError(error)) throw error;
    return textRefusal(error, language);
  }
}
