import { limitRate } from "../../../../../lib/access/rate-limit.ts";
import { answerQuestion } from "../../../../../lib/analysis/answer.ts";
import { questionSchema } from "../../../../../lib/analysis/question-schema.ts";
import { UserError } from "../../../../../lib/base/error.ts";
import { actionProject, pageLanguage } from "../../../../_access/request.ts";
import { retryAfter } from "../../../../_access/retry-after.ts";
import { repliedTo } from "../analysis/ask-ahead.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string }>;
}

/** No status text exists for a request that its sender gave up; nobody reads the answer. */
function statusOf(error: UserError | undefined): number {
  return error?.status === 499 ? 408 : (error?.status ?? 200);
}

/** Answers a question while it is being written. When the page gives up waiting, the engine stops too. */
export async function POST(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug } = await context.params;
  const language = pageLanguage(locale);
  const { body, error } = await repliedTo(language, async () => {
    const project = await actionProject(slug, "viewer");
    await limitRate("query", project.actor.id);
    const parsed = questionSchema.safeParse(await request.json().catch(() => undefined));
    if (!parsed.success) throw new UserError("bad_request");
    return answerQuestion(project, parsed.data, { signal: request.signal, language });
  });
  const headers = { "cache-control": "no-store", ...(error === undefined ? {} : retryAfter(error)) };
  return Response.json(body, { status: statusOf(error), headers });
}
