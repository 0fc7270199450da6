/** Members of a cohort as a file, with the statement and the rule beside it: a list never travels without what it stands on. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { type AnswerOptions, answerQuestion } from "./answer.ts";
import { csvText } from "./csv.ts";
import type { Answer, CohortQuestion, CohortResult } from "./question.ts";
import { statementLines } from "./rule/statement-words.ts";

export interface MembersExport {
  readonly answer: Answer<CohortResult>;
  /** One column, `user`: user ids, and anonymous ids of people never linked to a user. Formulas are defused. */
  readonly csv: string;
  /** The rule and the statement as text, in the asked language. */
  readonly statement: string;
}

/** Every member. Throws as `answerQuestion` does. */
export async function exportMembers(
  project: AuthorizedProject,
  question: CohortQuestion,
  options: AnswerOptions = {},
): Promise<MembersExport> {
  const answer = (await answerQuestion(project, { ...question, members: "all" }, options)) as Answer<CohortResult>;
  const csv = csvText([["user"], ...answer.result.members.map(({ user }) => [user])]);
  const lines = [answer.rule, "", ...statementLines(answer.statement, options.language ?? "en")];
  return { answer, csv, statement: `${lines.join("\n")}\n` };
}
