import { z } from "zod";
import { MAIN } from "../../../../../../lib/plan/store.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";
import { findingPathShape, findingShape, judgedPlan } from "../../../../_rest/plan-findings.ts";
import { listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Findings of a plan, errors first, with hints and the edits that mend them",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({ at: atShape.default(MAIN), path: findingPathShape.optional() }),
    answer: listOf(findingShape).extend({
      suppressed: z.int().describe("How many more there are that the plan’s standards let pass"),
    }),
  },
  async ({ authorized, query }) => {
    const { findings, suppressed } = await judgedPlan(authorized, await planAt(authorized, query.at), query.path);
    return { items: findings, suppressed };
  },
);
