import { listDeliveries } from "../../../../../../../../lib/notify/webhook.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { listOf } from "../../../../../../_rest/shape.ts";
import { deliveryShape, webhookParams } from "../../../../../../_rest/webhook-shape.ts";

export const GET = operation(
  {
    summary: "The latest 50 messages of a webhook, the newest first, and how they fared",
    reach: "project",
    role: "admin",
    scope: "access:read",
    params: webhookParams,
    answer: listOf(deliveryShape, "The latest 50"),
  },
  async ({ authorized, params }) => ({ items: await listDeliveries(authorized, params.webhook) }),
);
