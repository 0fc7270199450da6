import { limitRate } from "../../../../../../../../lib/access/rate-limit.ts";
import { isUserError } from "../../../../../../../../lib/base/error.ts";
import { MAIN } from "../../../../../../../../lib/plan/store.ts";
import { refusalTexts } from "../../../../../../../_access/refusal-text.ts";
import { openProject, pageLanguage } from "../../../../../../../_access/request.ts";
import { retryAfter } from "../../../../../../../_access/retry-after.ts";
import { targetOf } from "../../../../../../../_code/target-name.ts";
import { shownCode } from "../../../panel/shown-code.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string; event: string }>;
}

/** The code of an event as its branch has it now, while the plan is edited. When the page asks anew, this one is given up. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug, event: id } = await context.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const query = new URL(request.url).searchParams;
  const branch = (query.get("branch") || MAIN).replaceAll("\0", "");
  const headers = { "cache-control": "no-store" };
  try {
    await limitRate("query", project.actor.id);
    return Response.json(await shownCode(project, { branch, id, target: targetOf(query.get("target")) }, language), {
      headers,
    });
  } catch (error) {
    if (!isUserError(error)) throw error;
    const messages = refusalTexts(error, language);
    return Response.json({ messages }, { status: error.status, headers: { ...headers, ...retryAfter(error) } });
  }
}
