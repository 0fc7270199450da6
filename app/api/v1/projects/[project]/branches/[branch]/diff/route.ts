import { z } from "zod";
import { previewMerge } from "../../../../../../../../lib/plan/store-branch-merge.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams, changeShape, conflictShape } from "../../../../../../_rest/plan-shape.ts";

export const GET = operation(
  {
    summary: "What merging a draft would change on main, and the fields both have changed",
    reach: "project",
    scope: "plan:read",
    params: branchParams,
    answer: z.object({ changes: z.array(changeShape), conflicts: z.array(conflictShape) }),
  },
  ({ authorized, params }) => previewMerge(authorized, params.branch),
);
