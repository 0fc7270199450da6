import {
  deleteWebhook,
  getWebhook,
  setWebhookEnabled,
  updateWebhook,
} from "../../../../../../../lib/notify/webhook.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { given } from "../../../../../_rest/shape.ts";
import { secretShape, webhookChangeShape, webhookParams, webhookShape } from "../../../../../_rest/webhook-shape.ts";

export const GET = operation(
  {
    summary: "One webhook; never its secret",
    reach: "project",
    role: "admin",
    scope: "access:read",
    params: webhookParams,
    answer: webhookShape,
  },
  ({ authorized, params }) => getWebhook(authorized, params.webhook),
);

export const PATCH = operation(
  {
    summary:
      "Change a webhook, disable or enable it; where the address leads to another host, the answer has a new secret",
    reach: "project",
    role: "admin",
    scope: "access:write",
    params: webhookParams,
    body: webhookChangeShape,
    answer: webhookShape.extend({ secret: secretShape.shape.secret.optional() }),
  },
  async ({ authorized, params: { webhook }, body: { enabled, ...change } }) => {
    const renewed = Object.keys(change).length === 0 ? {} : await updateWebhook(authorized, webhook, given(change));
    if (enabled !== undefined) await setWebhookEnabled(authorized, webhook, enabled);
    return { ...(await getWebhook(authorized, webhook)), ...renewed };
  },
);

export const DELETE = operation(
  {
    summary: "Delete a webhook and its deliveries",
    reach: "project",
    role: "admin",
    scope: "access:write",
    params: webhookParams,
  },
  ({ authorized, params }) => deleteWebhook(authorized, params.webhook),
);
