import { notFound } from "next/navigation";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { imageResponse, readImage } from "../../../../../../../lib/plan/store-image.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string; image: string }>;
}

/** A picture of the plan, for members of its project. */
export async function GET(_request: Request, context: Context): Promise<Response> {
  const { locale, project: slug, image } = await context.params;
  const project = await openProject(pageLanguage(locale), slug);
  try {
    return imageResponse(await readImage(project, image));
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
}
