import { rotateSecret } from "../../../../../../../../lib/notify/webhook.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { secretShape, webhookParams } from "../../../../../../_rest/webhook-shape.ts";

export const POST = operation(
  {
    summary: "Replace the secret of a webhook; the old one signs beside it for a day",
    reach: "project",
    role: "admin",
    scope: "access:write",
    params: webhookParams,
    answer: secretShape.pick({ secret: true }),
  },
  ({ authorized, params }) => rotateSecret(authorized, params.webhook),
);
