import { z } from "zod";
import { pairRun } from "../../../../../../../../lib/acceptance/store.ts";
import { runParams, runShape, toldRun } from "../../../../../../_rest/acceptance-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Follow whoever sent a call that arrived since the run began",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: runParams,
    body: z.strictObject({ uid: z.number().int().min(0).describe("One of the `senders` of the run") }),
    answer: runShape,
  },
  async ({ authorized, params, body }) => toldRun(await pairRun(authorized, params.run, body.uid)),
);
