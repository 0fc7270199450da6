import { closeBranch } from "../../../../../../../../lib/plan/store-branch.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams } from "../../../../../../_rest/plan-shape.ts";

export const POST = operation(
  {
    summary: "Put a draft away without merging it",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    params: branchParams,
  },
  ({ authorized, params }) => closeBranch(authorized, params.branch),
);
