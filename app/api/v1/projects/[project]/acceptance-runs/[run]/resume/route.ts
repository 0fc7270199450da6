import { resumeRun } from "../../../../../../../../lib/acceptance/store.ts";
import { runParams, runShape, toldRun } from "../../../../../../_rest/acceptance-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Resume a paused acceptance run",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: runParams,
    answer: runShape,
  },
  async ({ authorized, params }) => toldRun(await resumeRun(authorized, params.run)),
);
