import { reopenBranch } from "../../../../../../../../lib/plan/store-branch.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams, branchShape } from "../../../../../../_rest/plan-shape.ts";

export const POST = operation(
  {
    summary: "Take a closed branch out again, without its approvals",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    params: branchParams,
    answer: branchShape,
  },
  ({ authorized, params }) => reopenBranch(authorized, params.branch),
);
