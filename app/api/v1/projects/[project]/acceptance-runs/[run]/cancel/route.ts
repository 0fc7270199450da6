import { cancelRun } from "../../../../../../../../lib/acceptance/store.ts";
import { runParams, runShape, toldRun } from "../../../../../../_rest/acceptance-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Give an acceptance run up: it stays in the list, without a result",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: runParams,
    answer: runShape,
  },
  async ({ authorized, params }) => toldRun(await cancelRun(authorized, params.run)),
);
