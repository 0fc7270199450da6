import { z } from "zod";
import { withWitnesses, witnessSides } from "../../../../../../../../lib/backtest/witness-judge.ts";
import { previewMerge } from "../../../../../../../../lib/plan/store-branch-merge.ts";
import { witnessedChangeShape } from "../../../../../../_rest/backtest-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams, conflictShape } from "../../../../../../_rest/plan-shape.ts";

export const GET = operation(
  {
    summary:
      "What merging a draft would change on main, breaking changes with a call that breaks, and the fields both have changed",
    reach: "project",
    scope: "plan:read",
    params: branchParams,
    answer: z.object({ changes: z.array(witnessedChangeShape), conflicts: z.array(conflictShape) }),
  },
  async ({ authorized, params }) => {
    const { changes, conflicts, before, after } = await previewMerge(authorized, params.branch);
    return { changes: await withWitnesses(changes, witnessSides(before, after)), conflicts };
  },
);
