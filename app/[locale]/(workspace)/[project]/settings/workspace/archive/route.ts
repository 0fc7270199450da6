import { workspaceOf } from "../../../../../../../lib/access/authorize.ts";
import { requireRole } from "../../../../../../../lib/access/authorized.ts";
import { limitRate } from "../../../../../../../lib/access/rate-limit.ts";
import { workspaceArchive } from "../../../../../../../lib/archive/export-workspace.ts";
import { checkUpload, importUpload, receiveUpload } from "../../../../../../../lib/archive/uploaded-archive.ts";
import { readEnv } from "../../../../../../../lib/base/env.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { webStream } from "../../../../../../../lib/base/web-stream.ts";
import { recordAudit } from "../../../../../../../lib/store/audit-row.ts";
import { planDb } from "../../../../../../../lib/store/plan-db.ts";
import { version } from "../../../../../../../server/version.ts";
import { progressAnswer } from "../../../../../../_access/progress-answer.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { textRefusal } from "../../../../../../_access/text-refusal.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string }>;
}

async function answered(context: Context, answer: (slug: string, language: "en" | "fr") => Promise<Response>) {
  const { locale, project } = await context.params;
  const language = pageLanguage(locale);
  try {
    return await answer(project, language);
  } catch (error) {
    if (!isUserError(error)) throw error;
    return textRefusal(error, language);
  }
}

/** The whole workspace as one archive; with `events=none` without its events. Owners. */
export function GET(request: Request, context: Context): Promise<Response> {
  return answered(context, async (slug, language) => {
    const project = await openProject(language, slug);
    requireRole(project, "owner");
    await limitRate("exportData", project.actor.id);
    const { workspaceId, actor, slug: workspace, name } = await workspaceOf(project);
    const events = new URL(request.url).searchParams.get("events") !== "none";
    const { signal } = request;
    const archive = await workspaceArchive(workspaceId, { product: version(), events, signal });
    try {
      await recordAudit(
        planDb(),
        { workspaceId, actor },
        { action: "workspace.export", target: name, detail: { events } },
      );
    } catch (error) {
      archive.destroy();
      throw error;
    }
    return new Response(webStream(archive), {
      headers: {
        "content-type": "application/gzip",
        "content-disposition": `attachment; filename="${workspace}.tar.gz"`,
        "cache-control": "no-store",
      },
    });
  });
}

/** Takes an archive in and says what it holds; nothing is written until it is opened. Owners of the installation. */
export function POST(request: Request, context: Context): Promise<Response> {
  return answered(context, async (slug, language) => {
    const project = await openProject(language, slug);
    await limitRate("openArchive", project.actor.id);
    const importer = { actor: project.actor, dataDir: readEnv().dataDir };
    const sent = await receiveUpload(importer, request.body);
    return progressAnswer(language, (waiting) => checkUpload(importer, sent, waiting));
  });
}

/** Opens what was sent as a new workspace; whoever leaves before it is there leaves nothing. Owners of the installation. */
export function PUT(request: Request, context: Context): Promise<Response> {
  return answered(context, async (slug, language) => {
    const project = await openProject(language, slug);
    await limitRate("openArchive", project.actor.id);
    const importer = { actor: project.actor, dataDir: readEnv().dataDir };
    const upload = new URL(request.url).searchParams.get("upload") ?? "";
    return progressAnswer(language, async (waiting) => {
      const { name, projects } = await importUpload(importer, upload, waiting);
      return { name, project: projects[0] };
    });
  });
}
