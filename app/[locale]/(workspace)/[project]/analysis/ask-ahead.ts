/** Answers of questions that pages ask: over the route while one writes, and ahead of the browser when a page is opened. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import { limitRate } from "../../../../../lib/access/rate-limit.ts";
import { answerQuestion } from "../../../../../lib/analysis/answer.ts";
import type { Answer, Question } from "../../../../../lib/analysis/question.ts";
import { isUserError, type UserError } from "../../../../../lib/base/error.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { refusalTexts } from "../../../../_access/refusal-text.ts";
import type { AnswerReply, AskedAhead } from "./use-answer.ts";

export interface Replied {
  readonly body: AnswerReply;
  /** Why there is no answer. */
  readonly error?: UserError;
}

/** What a page is told of an answer, or of a refusal in the words of its reader. Our own faults are thrown. */
export async function repliedTo(language: Language, answering: () => Promise<Answer>): Promise<Replied> {
  try {
    return { body: { ok: true, answer: await answering() } };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return { body: { ok: false, code: error.code, messages: refusalTexts(error, language) }, error };
  }
}

/**
 * Asks what a page will ask first while the page is still on its way to the browser. The page does not wait: the answer
 * follows it.
 */
export function askAhead(project: AuthorizedProject, question: Question, language: Language): AskedAhead {
  const answering = async () => {
    await limitRate("query", project.actor.id);
    return answerQuestion(project, question, { language });
  };
  const reply = repliedTo(language, answering).then(({ body }) => JSON.stringify(body));
  // A page that ends before it is sent leaves nobody to tell; who waits is told.
  reply.catch(() => undefined);
  return { asked: JSON.stringify(question), reply };
}
