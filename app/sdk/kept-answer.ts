/** A packed SDK as an answer: kept by whoever fetched it, and known by its sum. */

import type { PackageForm } from "../../codegen/thread/code-place.ts";
import { codePlace } from "../../codegen/thread/make-code.ts";
import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { keptPackage } from "../../lib/plan/store-package.ts";
import { loadVersion } from "../../lib/plan/store-version.ts";
import { disposition } from "../api/_rest/file-response.ts";

interface Packing {
  readonly version: number;
  readonly form: PackageForm;
  readonly name: string;
  readonly mediaType: string;
}

/** What has a number never changes. Proxies that serve many must not keep it for others. */
const FOR_EVER = { "Cache-Control": "private, max-age=31536000, immutable", Vary: "Authorization" };

/** A workspace that moved here may have brought its versions from a project that was called otherwise: its tools ask by this name. */
async function versionNamed({ projectId, slug }: AuthorizedProject, version: number): Promise<PublishedPlan> {
  const published = await loadVersion(projectId, version);
  return published.plan.slug === slug ? published : { ...published, plan: { ...published.plan, slug } };
}

/** Under which it is kept. */
function keyOf(form: PackageForm): string {
  return typeof form === "string" ? form : `zip ${form.zip}`;
}

export async function keptAnswer(
  request: Request,
  project: AuthorizedProject,
  { version, form, name, mediaType }: Packing,
): Promise<Response> {
  const kept = await keptPackage(project.projectId, version, keyOf(form), async () =>
    codePlace().packed(await versionNamed(project, version), form),
  );
  const headers = { ...FOR_EVER, ETag: `"${kept.sha256}"` };
  if (request.headers.get("if-none-match")?.includes(headers.ETag) === true)
    return new Response(null, { status: 304, headers });
  return new Response(kept.bytes, {
    headers: {
      ...headers,
      "Content-Type": mediaType,
      "Content-Length": String(kept.bytes.length),
      "Content-Disposition": disposition(name),
      "X-Content-Type-Options": "nosniff",
      "Repr-Digest": `sha-512=:${kept.sha512}:`,
    },
  });
}
