import { z } from "zod";
import { closeBranch } from "../../../../../../../../lib/plan/store-branch.ts";
import { OF_PIPELINE } from "../../../../../../../../lib/plan/store-branch-pipeline.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams } from "../../../../../../_rest/plan-shape.ts";

export const POST = operation(
  {
    summary: "Put a branch away without merging it",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    params: branchParams,
    query: z.strictObject({
      left: z
        .enum(["true", "false"])
        .default("false")
        .describe("Only a branch that a pipeline wrote, where nobody has written since and no review is under way"),
    }),
  },
  ({ authorized, params, query }) =>
    closeBranch(authorized, params.branch, query.left === "true" ? OF_PIPELINE : undefined),
);
