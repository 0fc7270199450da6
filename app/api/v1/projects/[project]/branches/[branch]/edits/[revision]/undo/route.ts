import { z } from "zod";
import { undoRevision } from "../../../../../../../../../../lib/plan/store-undo.ts";
import { operation } from "../../../../../../../../_rest/operation.ts";
import { branchParams, branchPlanShape } from "../../../../../../../../_rest/plan-shape.ts";

export const POST = operation(
  {
    summary:
      "Take back what a revision of one's own did, as the next revision; refused where the same field changed since",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    params: branchParams.extend({ revision: z.coerce.number().int().min(1) }),
    answer: branchPlanShape,
  },
  ({ authorized, params }) => undoRevision(authorized, params.branch, params.revision),
);
