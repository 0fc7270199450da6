import { answerQuestion } from "../../../../../../lib/analysis/answer.ts";
import { questionSchema } from "../../../../../../lib/analysis/question-schema.ts";
import { answerShape } from "../../../../_rest/analysis-shape.ts";
import { operation } from "../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Ask a question about conformant events; closing the connection stops the work",
    reach: "project",
    scope: "analysis:read",
    body: questionSchema,
    answer: answerShape,
    limit: "query",
  },
  ({ authorized, body, request, language }) => answerQuestion(authorized, body, { signal: request.signal, language }),
);
