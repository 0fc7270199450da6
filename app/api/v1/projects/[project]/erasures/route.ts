import { z } from "zod";
import { listErasures, startErasure } from "../../../../../../lib/privacy/store.ts";
import { askedShape, erasureShape } from "../../../../_rest/erasure-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { given, listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Receipts of erasures, latest first; with an id, those of whoever has it",
    reach: "project",
    role: "admin",
    scope: "events:write",
    query: z.strictObject({
      userId: z.string().max(10_000).optional(),
      anonymousId: z.string().max(10_000).optional(),
    }),
    answer: listOf(erasureShape, "The latest 200"),
  },
  async ({ authorized, query }) => ({ items: await listErasures(authorized, given(query)) }),
);

export const POST = operation(
  {
    summary: "Erase a person of the product everywhere, for good; follow it by its id",
    reach: "project",
    role: "admin",
    scope: "events:write",
    body: askedShape,
    answer: erasureShape,
    status: 202,
  },
  ({ authorized, body }) => startErasure(authorized, given(body)),
);
