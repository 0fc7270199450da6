import { z } from "zod";
import { previewMerge } from "../../../../../../../../lib/plan/store-branch-merge.ts";
import { receivedQuery, witnessedChangeShape } from "../../../../../../_rest/backtest-shape.ts";
import { comparedChanges } from "../../../../../../_rest/compared-changes.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams, conflictShape } from "../../../../../../_rest/plan-shape.ts";

export const GET = operation(
  {
    summary:
      "What merging a branch would change on main, breaking changes with a call that breaks, and the fields both have changed",
    reach: "project",
    scope: "plan:read",
    limit: "compare",
    params: branchParams,
    query: z.strictObject(receivedQuery),
    answer: z.object({
      changes: z.array(witnessedChangeShape),
      conflicts: z.array(conflictShape),
      revisions: z
        .object({ main: z.int(), branch: z.int() })
        .describe("At which this holds: what decisions on the conflicts are made on"),
      behind: z.int().describe("Changes main has had since the branch left it, which are not among these"),
      baseGone: z.boolean().describe("What the branch began from is lost: it is compared with main as it is"),
    }),
  },
  async ({ authorized, params, query, request }) => {
    const { changes, conflicts, revisions, behind, baseGone, ...plans } = await previewMerge(authorized, params.branch);
    const compared = { project: authorized, plans, changes, received: query.received, signal: request.signal };
    return { changes: await comparedChanges(compared), conflicts, revisions, behind, baseGone };
  },
);
