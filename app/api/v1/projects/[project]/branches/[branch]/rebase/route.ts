import { z } from "zod";
import { decisionsSchema } from "../../../../../../../../lib/plan/decision.ts";
import { rebaseBranch } from "../../../../../../../../lib/plan/store-branch-rebase.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams, branchPlanShape } from "../../../../../../_rest/plan-shape.ts";
import { given } from "../../../../../../_rest/shape.ts";

export const POST = operation(
  {
    summary: "Bring main's changes into a branch; refused with the fields both changed until each is decided",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    params: branchParams,
    body: z.strictObject({
      expectedRevision: z.int().min(0).optional().describe("Of the branch; needed with decisions"),
      expectedMainRevision: z.int().min(0).optional().describe("Of main; needed with decisions"),
      decisions: decisionsSchema.optional().describe("By the path of a conflict; they hold for both revisions alone"),
    }),
    maxBytes: 8 * 1024 * 1024,
    answer: branchPlanShape,
  },
  ({ authorized, params, body }) => rebaseBranch(authorized, params.branch, given(body)),
);
