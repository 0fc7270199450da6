import { z } from "zod";
import { diffPlans } from "../../../../../../lib/plan/diff.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";
import { changeShape } from "../../../../_rest/plan-shape.ts";
import { listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "What changed between two plans of the project, each change judged breaking, compatible or documentation",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({ from: atShape, to: atShape }),
    answer: listOf(changeShape),
  },
  async ({ authorized, query }) => {
    const [before, after] = await Promise.all([planAt(authorized, query.from), planAt(authorized, query.to)]);
    return { items: diffPlans(before, after) };
  },
);
