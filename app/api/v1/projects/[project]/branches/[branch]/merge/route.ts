import { mergeReviewed } from "../../../../../../../../lib/review/store.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams, branchPlanShape } from "../../../../../../_rest/plan-shape.ts";

export const POST = operation(
  {
    summary: "Merge a branch into main as one change; refused with the fields that both changed",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    params: branchParams,
    answer: branchPlanShape,
  },
  ({ authorized, params }) => mergeReviewed(authorized, params.branch),
);
