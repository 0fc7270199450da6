import { pauseRun } from "../../../../../../../../lib/acceptance/store.ts";
import { runParams, runShape, toldRun } from "../../../../../../_rest/acceptance-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Pause an acceptance run: what arrives meanwhile does not count",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: runParams,
    answer: runShape,
  },
  async ({ authorized, params }) => toldRun(await pauseRun(authorized, params.run)),
);
