import { createWebhook, listWebhooks } from "../../../../../../lib/notify/webhook.ts";
import { operation } from "../../../../_rest/operation.ts";
import { listOf } from "../../../../_rest/shape.ts";
import { newWebhookShape, secretShape, webhookShape } from "../../../../_rest/webhook-shape.ts";

export const GET = operation(
  {
    summary: "Webhooks of the project, the newest first; never their secrets",
    reach: "project",
    role: "admin",
    scope: "access:read",
    answer: listOf(webhookShape),
  },
  async ({ authorized }) => ({ items: await listWebhooks(authorized) }),
);

export const POST = operation(
  {
    summary: "Create a webhook; its secret is in this answer and nowhere else",
    reach: "project",
    role: "admin",
    scope: "access:write",
    body: newWebhookShape,
    answer: secretShape,
    status: 201,
  },
  ({ authorized, body }) => createWebhook(authorized, body),
);
