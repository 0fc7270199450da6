import { z } from "zod";
import { withWitnesses, witnessSides } from "../../../../../../lib/backtest/witness-judge.ts";
import { diffPlans } from "../../../../../../lib/plan/diff.ts";
import { witnessedChangeShape } from "../../../../_rest/backtest-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";
import { listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary:
      "What changed between two plans of the project, each change judged breaking, compatible or documentation; a breaking one with a call that breaks",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({ from: atShape, to: atShape }),
    answer: listOf(witnessedChangeShape),
  },
  async ({ authorized, query }) => {
    const [before, after] = await Promise.all([planAt(authorized, query.from), planAt(authorized, query.to)]);
    return { items: await withWitnesses(diffPlans(before, after), witnessSides(before, after)) };
  },
);
