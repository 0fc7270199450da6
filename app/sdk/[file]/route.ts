import { UserError } from "../../../lib/base/error.ts";
import { keptPackage } from "../../../lib/plan/store-package.ts";
import { latestVersionNumber, loadVersion } from "../../../lib/plan/store-version.ts";
import { disposition } from "../../api/_rest/file-response.ts";
import { admitInstaller, refusal } from "../installer.ts";
import { type SdkFile, sdkFileOf } from "../sdk-file.ts";

interface Context {
  readonly params: Promise<{ file: string }>;
}

/** What has a number never changes. Proxies that serve many must not keep it for others. */
const FOR_EVER = { "Cache-Control": "private, max-age=31536000, immutable", Vary: "Authorization" };

/** To the number: what is installed from it stays what it is. */
async function toLatest(projectId: string, { nameOf }: SdkFile): Promise<Response> {
  const version = await latestVersionNumber(projectId);
  if (version === 0)
    throw new UserError("not_found", {
      fields: [{ path: "", en: "Nothing has been published yet.", fr: "Rien n’a encore été publié." }],
    });
  return new Response(null, { status: 302, headers: { Location: nameOf(version), "Cache-Control": "no-store" } });
}

async function answer(request: Request, name: string): Promise<Response> {
  const file = sdkFileOf(name);
  if (file === undefined) throw new UserError("not_found");
  const { version, form } = file;
  const { projectId } = await admitInstaller(request, file.slug);
  if (version === "latest") return toLatest(projectId, file);
  const kept = await keptPackage(projectId, version, form, async () =>
    file.pack(await loadVersion(projectId, version)),
  );
  const headers = { ...FOR_EVER, ETag: `"${kept.sha256}"` };
  if (request.headers.get("if-none-match")?.includes(headers.ETag) === true)
    return new Response(null, { status: 304, headers });
  return new Response(kept.bytes, {
    headers: {
      ...headers,
      "Content-Type": file.mediaType,
      "Content-Length": String(kept.bytes.length),
      "Content-Disposition": disposition(name),
      "X-Content-Type-Options": "nosniff",
      "Repr-Digest": `sha-512=:${kept.sha512}:`,
    },
  });
}

/** A published version's SDK, for npm and pip and whoever has an API token. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    return await answer(request, (await params).file);
  } catch (error) {
    return refusal(request, error);
  }
}
