import { z } from "zod";
import { diffPlans } from "../../../../../../lib/plan/diff.ts";
import { receivedQuery, witnessedChangeShape } from "../../../../_rest/backtest-shape.ts";
import { comparedChanges } from "../../../../_rest/compared-changes.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";
import { listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary:
      "What changed between two plans of the project as they stand, each change judged breaking, compatible or documentation; a breaking one with a call that breaks. What a branch changes, whatever main has had since: `/branches/{branch}/diff`",
    reach: "project",
    scope: "plan:read",
    limit: "compare",
    query: z.strictObject({ from: atShape, to: atShape, ...receivedQuery }),
    answer: listOf(witnessedChangeShape),
  },
  async ({ authorized, query, request }) => {
    const [before, after] = await Promise.all([planAt(authorized, query.from), planAt(authorized, query.to)]);
    const changes = diffPlans(before, after);
    const { received } = query;
    const compared = { project: authorized, plans: { before, after }, changes, received, signal: request.signal };
    return { items: await comparedChanges(compared) };
  },
);
