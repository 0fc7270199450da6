import { z } from "zod";
import { limitRate } from "../../../../../../../../lib/access/rate-limit.ts";
import { isUserError, UserError } from "../../../../../../../../lib/base/error.ts";
import { type Edit, editSchema } from "../../../../../../../../lib/plan/edit.ts";
import { MAIN } from "../../../../../../../../lib/plan/store.ts";
import { refusalTexts } from "../../../../../../../_access/refusal-text.ts";
import { openProject, pageLanguage } from "../../../../../../../_access/request.ts";
import { retryAfter } from "../../../../../../../_access/retry-after.ts";
import { targetOf } from "../../../../../../../_code/target-name.ts";
import { readJson } from "../../../../../../../api/_rest/read-request.ts";
import { shownCode } from "../../../panel/shown-code.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string; event: string }>;
}

const BODY_BYTES = 1_000_000;

const bodySchema = z.strictObject({ edits: z.array(editSchema).max(100) });

/** The edits that a body names: what somebody types and has not saved. */
async function editsOf(request: Request): Promise<readonly Edit[]> {
  const parsed = bodySchema.safeParse(await readJson(request, BODY_BYTES));
  if (!parsed.success) throw new UserError("bad_request");
  return parsed.data.edits as readonly Edit[];
}

/**
 * The code of an event as its branch has it now, with what is being typed on top: while the plan is edited. Nothing is
 * written. When the page asks anew, this one is given up.
 */
export async function POST(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug, event: id } = await context.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const query = new URL(request.url).searchParams;
  const branch = (query.get("branch") || MAIN).replaceAll("\0", "");
  const headers = { "cache-control": "no-store" };
  try {
    await limitRate("query", project.actor.id);
    const edits = await editsOf(request);
    const target = targetOf(query.get("target"));
    return Response.json(await shownCode(project, { branch, id, target, edits }, language), { headers });
  } catch (error) {
    if (!isUserError(error)) throw error;
    const messages = refusalTexts(error, language);
    return Response.json({ messages }, { status: error.status, headers: { ...headers, ...retryAfter(error) } });
  }
}
