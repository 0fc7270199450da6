import { z } from "zod";
import { setResolved } from "../../../../../../../lib/review/comment.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { threadShape } from "../../../../../_rest/review-shape.ts";

export const PATCH = operation(
  {
    summary: "Resolve a thread of comments, or open it again",
    reach: "project",
    scope: "plan:write",
    params: z.object({ thread: z.string() }),
    body: z.strictObject({ resolved: z.boolean() }),
    answer: threadShape,
  },
  ({ authorized, params, body }) => setResolved(authorized, params.thread, body.resolved),
);
