import { REQUIRES_PYTHON } from "../../../../codegen/python/print-project.ts";
import { distributionOf, readDistribution, wheelName } from "../../../../codegen/python/wheel-name.ts";
import { UserError } from "../../../../lib/base/error.ts";
import { html } from "../../../../lib/document/html.ts";
import { keptSums } from "../../../../lib/plan/store-package.ts";
import { listVersions } from "../../../../lib/plan/store-version.ts";
import { admitInstaller, refusal } from "../../installer.ts";

interface Context {
  readonly params: Promise<{ distribution: string }>;
}

async function answer(request: Request, distribution: string): Promise<Response> {
  const slug = readDistribution(distribution);
  if (slug === undefined) throw new UserError("not_found");
  const project = await admitInstaller(request, slug);
  const [versions, sums] = await Promise.all([listVersions(project), keptSums(project.projectId, "wheel")]);
  const lines = versions.map(({ version }) => {
    const name = wheelName(slug, version);
    const sum = sums.get(version);
    const address = `/sdk/${name}${sum === undefined ? "" : `#sha256=${sum}`}`;
    return html`<a href="${address}" data-requires-python="${REQUIRES_PYTHON}">${name}</a><br>\n`;
  });
  const title = distributionOf(slug);
  const page = html`<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="pypi:repository-version" content="1.0"><title>${title}</title></head><body>\n<h1>${title}</h1>\n${lines}</body></html>\n`;
  return new Response(page.text, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", Vary: "Authorization" },
  });
}

/** The versions of a project's Python package, as pip reads an index (PEP 503). */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    return await answer(request, (await params).distribution);
  } catch (error) {
    return refusal(request, error);
  }
}
