import { notFound } from "next/navigation";
import { isUserError } from "../../../../../../../../../lib/base/error.ts";
import { writeHouseFile } from "../../../../../../../../../lib/template/house-file.ts";
import { openHouseTemplate } from "../../../../../../../../../lib/template/store-house.ts";
import { draftStem } from "../../../../../../../../../lib/template/store-house-apply.ts";
import { openProject, pageLanguage } from "../../../../../../../../_access/request.ts";
import { tooManyExports } from "../../../../../../../../_access/too-many-exports.ts";
import { fileResponse } from "../../../../../../../../api/_rest/file-response.ts";
import { versionIn } from "../version-in.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string; house: string }>;
}

/** A template as a file that another installation opens. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug, house: id } = await context.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const refused = await tooManyExports(project.actor.id, language);
  if (refused) return refused;
  try {
    const house = await openHouseTemplate(project, id, versionIn(new URL(request.url).searchParams.get("version")));
    const file = { ...house, version: house.shown.version, notes: house.shown.notes };
    return fileResponse(writeHouseFile(file), `${draftStem(house)}.yaml`, "application/yaml");
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
}
