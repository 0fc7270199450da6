import { z } from "zod";
import { signRun } from "../../../../../../../../lib/acceptance/sign-run.ts";
import { runParams, runShape, toldRun } from "../../../../../../_rest/acceptance-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { nameShape } from "../../../../../../_rest/shape.ts";

export const POST = operation(
  {
    summary: "End an acceptance run with a signed result, passed or not; it never changes again",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: runParams,
    body: z.strictObject({
      name: nameShape.describe("Of whoever answers for the result"),
      role: z.string().trim().max(200).default(""),
      note: z.string().trim().max(4000).default(""),
    }),
    answer: runShape,
  },
  async ({ authorized, params, body }) => toldRun(await signRun(authorized, params.run, body)),
);
