import { z } from "zod";
import { replyTo } from "../../../../../../../../lib/review/comment.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { commentTextShape, threadShape } from "../../../../../../_rest/review-shape.ts";

export const POST = operation(
  {
    summary: "Answer in a thread of comments; a resolved one is open again",
    reach: "project",
    scope: "plan:write",
    params: z.object({ thread: z.string() }),
    body: z.strictObject({ text: commentTextShape }),
    answer: threadShape,
    status: 201,
  },
  ({ authorized, params, body }) => replyTo(authorized, params.thread, body.text),
);
