/** A packed SDK as an answer: kept by whoever fetched it, and known by its sum. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { keptPackage } from "../../lib/plan/store-package.ts";
import { loadVersion } from "../../lib/plan/store-version.ts";
import { disposition } from "../api/_rest/file-response.ts";

interface Packing {
  readonly version: number;
  /** Under which it is kept. */
  readonly form: string;
  readonly name: string;
  readonly mediaType: string;
  readonly pack: (published: PublishedPlan) => Promise<Uint8Array>;
}

/** What has a number never changes. Proxies that serve many must not keep it for others. */
const FOR_EVER = { "Cache-Control": "private, max-age=31536000, immutable", Vary: "Authorization" };

export async function keptAnswer(
  request: Request,
  { projectId }: AuthorizedProject,
  { version, form, name, mediaType, pack }: Packing,
): Promise<Response> {
  const kept = await keptPackage(projectId, version, form, async () => pack(await loadVersion(projectId, version)));
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
