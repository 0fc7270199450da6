import { sendTest } from "../../../../../../../../lib/alert/check.ts";
import { alertParams } from "../../../../../../_rest/alert-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Tell the webhooks that are told of alerts, as a test, how this one would be told",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: alertParams,
    status: 202,
  },
  ({ authorized, params }) => sendTest(authorized, params.alert),
);
