import { UserError } from "../../../lib/base/error.ts";
import { latestVersionNumber } from "../../../lib/plan/store-version.ts";
import { admitInstaller, refusal } from "../installer.ts";
import { keptAnswer } from "../kept-answer.ts";
import { type SdkFile, sdkFileOf } from "../sdk-file.ts";

interface Context {
  readonly params: Promise<{ file: string }>;
}

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
  const project = await admitInstaller(request, file.slug);
  const { version } = file;
  return version === "latest"
    ? toLatest(project.projectId, file)
    : keptAnswer(request, project, { ...file, version, name });
}

/** A published version's SDK, for npm and pip and whoever has an API token. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    return await answer(request, (await params).file);
  } catch (error) {
    return refusal(request, error);
  }
}
