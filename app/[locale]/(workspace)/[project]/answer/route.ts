import { limitRate } from "../../../../../lib/access/rate-limit.ts";
import { answerQuestion } from "../../../../../lib/analysis/answer.ts";
import { questionSchema } from "../../../../../lib/analysis/question-schema.ts";
import { ERROR_TABLE, isUserError } from "../../../../../lib/base/error.ts";
import { actionProject, pageLanguage } from "../../../../_access/request.ts";
import { retryAfter } from "../../../../_access/retry-after.ts";
import type { AnswerReply } from "../analysis/use-answer.ts";

interface Context {
  readonly params: Promise<{ locale: string; project: string }>;
}

function reply(body: AnswerReply, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store", ...headers } });
}

/** Answers a question while it is being written. When the page gives up waiting, the engine stops too. */
export async function POST(request: Request, context: Context): Promise<Response> {
  const { locale, project: slug } = await context.params;
  const language = pageLanguage(locale);
  try {
    const project = await actionProject(slug, "viewer");
    await limitRate("query", project.actor.id);
    const parsed = questionSchema.safeParse(await request.json().catch(() => undefined));
    if (!parsed.success)
      return reply({ ok: false, code: "bad_request", messages: [ERROR_TABLE.bad_request[language]] }, 400);
    const answer = await answerQuestion(project, parsed.data, { signal: request.signal, language });
    return reply({ ok: true, answer });
  } catch (error) {
    if (!isUserError(error)) throw error;
    const messages = error.fields.map((field) => field[language]);
    return reply(
      { ok: false, code: error.code, messages: messages.length > 0 ? messages : [ERROR_TABLE[error.code][language]] },
      // No status text exists for a request that its sender gave up; nobody reads the answer.
      error.status === 499 ? 408 : error.status,
      retryAfter(error),
    );
  }
}
