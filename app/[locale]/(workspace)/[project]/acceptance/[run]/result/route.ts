import { notFound } from "next/navigation";
import { limitRate } from "../../../../../../../lib/access/rate-limit.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { isLanguage } from "../../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { textRefusal } from "../../../../../../_access/text-refusal.ts";
import { RESULT_FORMATS, resultFile } from "../../../../../../_hand-over/acceptance-file.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string; run: string }>;
}

/** The signed result of a run as a file: `?format=json`, `html` or `pdf`, in the language of `?language=`. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug, run } = await context.params;
  const own = pageLanguage(locale);
  const project = await openProject(own, slug);
  const query = new URL(request.url).searchParams;
  const format = RESULT_FORMATS.find((one) => one === query.get("format")) ?? "json";
  const asked = query.get("language") ?? "";
  const language = isLanguage(asked) ? asked : own;
  try {
    await limitRate("exportData", project.actor.id);
    return await resultFile(project, run.replaceAll("\0", ""), { format, language }, request.signal);
  } catch (error) {
    if (!isUserError(error)) throw error;
    if (error.code === "not_found") notFound();
    const t = translator(own, "document");
    return textRefusal(error, own, error.code === "unavailable" ? t("page.pdfFailed") : undefined);
  }
}
