import { z } from "zod";
import { setAside } from "../../../../../../../../lib/acceptance/store.ts";
import { runParams, runShape, toldRun } from "../../../../../../_rest/acceptance-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const PUT = operation(
  {
    summary: "Set an event of the list aside with a reason, or wait for it again",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: runParams,
    body: z.strictObject({
      eventId: z.string().max(100),
      reason: z.string().max(1000).nullable().describe("null: wait for it again"),
    }),
    answer: runShape,
  },
  async ({ authorized, params, body }) => toldRun(await setAside(authorized, params.run, body)),
);
