import { z } from "zod";
import { listDead, settleDead } from "../../../../../../../../lib/destination/past.ts";
import { deadShape, destinationParams, settleDeadShape } from "../../../../../../_rest/destination-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { listOf } from "../../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Events that a destination refused for good, the latest first",
    reach: "project",
    role: "admin",
    scope: "access:read",
    params: destinationParams,
    answer: listOf(deadShape, "The latest 100"),
  },
  async ({ authorized, params }) => ({ items: [...(await listDead(authorized, params.destination))] }),
);

export const POST = operation(
  {
    summary: "Send refused events once more, or give them up",
    reach: "project",
    role: "admin",
    scope: "access:write",
    params: destinationParams,
    body: settleDeadShape,
    answer: z.object({ count: z.int() }),
  },
  async ({ authorized, params, body: { act, uids } }) => ({
    count: await settleDead(authorized, params.destination, act, uids),
  }),
);
