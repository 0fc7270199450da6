import { z } from "zod";
import { listThreads, startThread, THREADS_PER_PAGE } from "../../../../../../../../lib/review/comment.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams } from "../../../../../../_rest/plan-shape.ts";
import { commentTextShape, threadShape } from "../../../../../../_rest/review-shape.ts";
import { listOf } from "../../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Comments on a branch, or on one object of it, by thread, the newest thread first",
    reach: "project",
    scope: "plan:read",
    params: branchParams,
    query: z.strictObject({
      object: z.string().max(200).optional().describe("For example event/evt_x; empty: the branch itself"),
      before: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(THREADS_PER_PAGE).optional(),
    }),
    answer: listOf(threadShape, "A page: `next` is there while there are more").extend({
      next: z.string().optional().describe("Pass as `before` for the next page"),
    }),
  },
  ({ authorized, params, query }) => listThreads(authorized, { branch: params.branch, ...query }),
);

export const POST = operation(
  {
    summary: "Begin a thread on a branch, an object or a field; `@name` tells that person",
    reach: "project",
    scope: "plan:write",
    params: branchParams,
    body: z.strictObject({
      path: z.string().max(1000).default("").describe("Empty: the branch itself; event/evt_x; a field path"),
      text: commentTextShape,
    }),
    answer: threadShape,
    status: 201,
  },
  ({ authorized, params, body }) => startThread(authorized, { branch: params.branch, ...body }),
);
