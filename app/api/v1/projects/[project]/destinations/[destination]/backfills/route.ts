import { z } from "zod";
import { listBackfills, startBackfill } from "../../../../../../../../lib/destination/past.ts";
import { backfillShape, destinationParams, newBackfillShape } from "../../../../../../_rest/destination-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { listOf } from "../../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Requests to send a destination events of the past, the latest first",
    reach: "project",
    role: "admin",
    scope: "access:read",
    params: destinationParams,
    answer: listOf(backfillShape, "The latest 50"),
  },
  async ({ authorized, params }) => ({ items: [...(await listBackfills(authorized, params.destination))] }),
);

export const POST = operation(
  {
    summary: "Send a destination what was received within a span and conforms today",
    reach: "project",
    role: "admin",
    scope: "access:write",
    params: destinationParams,
    body: newBackfillShape,
    answer: z.object({ id: z.string() }),
    status: 201,
  },
  async ({ authorized, params, body: { from, until } }) => ({
    id: await startBackfill(authorized, params.destination, { from: new Date(from), until: new Date(until) }),
  }),
);
