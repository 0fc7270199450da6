import { z } from "zod";
import { queueTest } from "../../../../../../../../lib/notify/webhook.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { webhookParams } from "../../../../../../_rest/webhook-shape.ts";

export const POST = operation(
  {
    summary: "Send a test message to a webhook; answers its id, under which the deliveries say how it fared",
    reach: "project",
    role: "admin",
    scope: "access:write",
    params: webhookParams,
    answer: z.object({ id: z.string() }),
    status: 202,
  },
  async ({ authorized, params }) => ({ id: await queueTest(authorized, params.webhook) }),
);
