import { notFound } from "next/navigation";
import { registerCsv, registerXlsx } from "../../../../../../../../lib/format/spreadsheet/register-file.ts";
import { isLanguage } from "../../../../../../../../lib/i18n/translate.ts";
import { openProject, pageLanguage } from "../../../../../../../_access/request.ts";
import { tooManyExports } from "../../../../../../../_access/too-many-exports.ts";
import { choosePlan } from "../../chosen-plan.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string; format: string }>;
}

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The register of a version or a draft as a file, whole and in the plan's own order. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug, format } = await context.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  if (format !== "csv" && format !== "xlsx") notFound();
  const refused = await tooManyExports(project.actor.id, language);
  if (refused) return refused;
  const query = new URL(request.url).searchParams;
  const asked = query.get("language") ?? "";
  const spoken = isLanguage(asked) ? asked : language;
  const chosen = await choosePlan(project, query.get("at") || undefined, spoken);
  if (chosen === undefined) notFound();
  const { plan, at, label } = chosen;
  const content = format === "csv" ? registerCsv(plan, spoken) : await registerXlsx(plan, spoken, label);
  return new Response(typeof content === "string" ? content : new Uint8Array(content), {
    headers: {
      "content-type": format === "csv" ? "text/csv; charset=utf-8" : XLSX,
      "content-disposition": `attachment; filename="${`${plan.slug}-register-${at}.${format}`.replace(/[^\w.-]/g, "_")}"`,
      "cache-control": "no-store",
    },
  });
}
