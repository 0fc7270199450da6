import { z } from "zod";
import { LANGUAGES } from "../../../../../../../../lib/plan/plan.ts";
import { RESULT_FORMATS, resultFile } from "../../../../../../../_hand-over/acceptance-file.ts";
import { runParams } from "../../../../../../_rest/acceptance-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "The signed result of an acceptance run: JSON as it was signed, or a document in either language",
    reach: "project",
    scope: "events:read",
    limit: "exportData",
    params: runParams,
    query: z.strictObject({
      format: z.enum(RESULT_FORMATS).default("json"),
      language: z.enum(LANGUAGES).default("en"),
    }),
    answer: { file: "application/json, text/html or application/pdf" },
  },
  ({ authorized, params, query, request }) => resultFile(authorized, params.run, query, request.signal),
);
