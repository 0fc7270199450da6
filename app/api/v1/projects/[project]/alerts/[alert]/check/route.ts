import { checkNow } from "../../../../../../../../lib/alert/check.ts";
import { alertParams, alertShape, shownAlert } from "../../../../../../_rest/alert-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Look at an alert rule now; what follows from it is told as at any other look",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: alertParams,
    answer: alertShape,
  },
  async ({ authorized, params }) => shownAlert(await checkNow(authorized, params.alert)),
);
