import { notFound } from "next/navigation";
import type { AuthorizedProject } from "../../../../../../../lib/access/authorized.ts";
import { listSources } from "../../../../../../../lib/access/source.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { type WriteOptions, writePlan } from "../../../../../../../lib/format/detect.ts";
import { FORMAT_NAMES } from "../../../../../../../lib/format/format.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { emptyPlan } from "../../../../../../../lib/plan/new-object.ts";
import { LANGUAGES, type Language, type Plan } from "../../../../../../../lib/plan/plan.ts";
import { loadPlan, MAIN } from "../../../../../../../lib/plan/store.ts";
import { latestVersion, loadVersion, versionSummary } from "../../../../../../../lib/plan/store-version.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { tooManyExports } from "../../../../../../_access/too-many-exports.ts";
import { versionIn } from "../../documents/address.ts";

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

type Asked = Pick<WriteOptions, "before" | "cover"> & { readonly plan: Plan };

/** A published version with the one changes are listed since, or a branch as it stands. */
async function askedFor(project: AuthorizedProject, query: URLSearchParams, language: Language): Promise<Asked> {
  const t = translator(language, "document");
  const { projectId, slug, name, timeZone } = project;
  const [version, since] = [versionIn(query.get("version") ?? "", 1), versionIn(query.get("since") ?? "")];
  const before = since === 0 ? emptyPlan(slug) : since && (await loadVersion(projectId, since)).plan;
  const told = before ? { before } : {};
  if (version !== undefined) {
    const [{ plan }, own] = await Promise.all([loadVersion(projectId, version), versionSummary(projectId, version)]);
    const edition = t("cover.version", { version });
    return {
      plan,
      ...told,
      cover: { project: name, edition, date: own.publishedAt, author: own.publishedBy, timeZone },
    };
  }
  const branch = query.get("branch") || MAIN;
  const [{ plan }, latest] = await Promise.all([loadPlan(project, branch), latestVersion(projectId)]);
  const cover = { project: name, edition: t("cover.branch", { branch }), date: new Date(), timeZone };
  return { plan, cover, ...(latest ? { before: latest.plan } : {}), ...told };
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
    found(askedFor(project, query, language)),
    listSources(project),
  ]);
  const options = { language, ...asked, sources: sources.map((source) => source.slug) };
  const { files } = await writePlan(plan, name, options);
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
