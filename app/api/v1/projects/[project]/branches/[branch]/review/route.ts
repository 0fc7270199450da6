import { z } from "zod";
import { readReview } from "../../../../../../../../lib/review/read.ts";
import { askForReview, withdrawReview } from "../../../../../../../../lib/review/store.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams } from "../../../../../../_rest/plan-shape.ts";
import { reviewAnswer, reviewShape } from "../../../../../../_rest/review-shape.ts";

export const GET = operation(
  {
    summary: "The review of a branch: its state, what a merge still lacks, owners of what it touches, every verdict",
    reach: "project",
    scope: "plan:read",
    params: branchParams,
    answer: reviewShape,
  },
  async ({ authorized, params, language }) => reviewAnswer(await readReview(authorized, params.branch), language),
);

export const POST = operation(
  {
    summary: "Ask for a review of a branch, or withdraw it; verdicts themselves are given by people",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    params: branchParams,
    body: z.strictObject({ act: z.enum(["ask", "withdraw"]) }),
  },
  ({ authorized, params, body }) =>
    body.act === "ask" ? askForReview(authorized, params.branch) : withdrawReview(authorized, params.branch),
);
