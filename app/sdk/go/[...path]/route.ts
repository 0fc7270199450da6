import { modulePath } from "../../../../codegen/go/go-names.ts";
import { goVersion, readGoVersion, readModulePath } from "../../../../codegen/go/module-version.ts";
import { printModule } from "../../../../codegen/go/print-module.ts";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { UserError } from "../../../../lib/base/error.ts";
import { listVersions, versionSummary } from "../../../../lib/plan/store-version.ts";
import { admitInstaller, refusal } from "../../installer.ts";
import { keptAnswer } from "../../kept-answer.ts";

interface Context {
  readonly params: Promise<{ path: string[] }>;
}

const CHANGING = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };

function text(body: string): Response {
  return new Response(body, { headers: { ...CHANGING, "Content-Type": "text/plain; charset=utf-8" } });
}

async function latest(project: AuthorizedProject): Promise<number> {
  const [newest] = await listVersions(project);
  if (newest === undefined) throw new UserError("not_found");
  return newest.version;
}

async function info({ projectId }: AuthorizedProject, version: number): Promise<Response> {
  const { publishedAt } = await versionSummary(projectId, version);
  return Response.json({ Version: goVersion(version), Time: publishedAt.toISOString() }, { headers: CHANGING });
}

/** What Go asks of a module: `list`, and for each version `.info`, `.mod` and `.zip`. */
async function asked(request: Request, project: AuthorizedProject, what: string): Promise<Response> {
  if (what === "list") {
    const versions = await listVersions(project);
    return text(versions.map(({ version }) => `${goVersion(version)}\n`).join(""));
  }
  const [, name = "", kind] = /^(.+)\.(info|mod|zip)$/.exec(what) ?? [];
  const version = readGoVersion(name);
  if (version === undefined) throw new UserError("not_found");
  if (kind === "info") return info(project, version);
  const { slug, projectId } = project;
  if (kind === "zip")
    return keptAnswer(request, project, {
      ...{ version, form: "go", mediaType: "application/zip" },
      name: `${slug}@${name}.zip`,
    });
  await versionSummary(projectId, version);
  return text(printModule({ module: modulePath(slug) }));
}

async function answer(request: Request, path: string): Promise<Response> {
  const [, module = "", what] = /^(.+)\/@(?:v\/([^/]+)|latest)$/.exec(path) ?? [];
  const slug = readModulePath(module);
  // A list of proxies goes on to the next one after this answer.
  if (slug === undefined) throw new UserError("not_found");
  const project = await admitInstaller(request, slug);
  return what === undefined ? info(project, await latest(project)) : asked(request, project, what);
}

/** A published version's SDK as a module, in the words of Go's module proxies. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    return await answer(request, (await params).path.join("/"));
  } catch (error) {
    return refusal(request, error);
  }
}
