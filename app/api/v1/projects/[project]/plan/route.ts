import { z } from "zod";
import { loadPlan, MAIN } from "../../../../../../lib/plan/store.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { operation } from "../../../../_rest/operation.ts";
import { branchPlanShape, publishedPlanShape } from "../../../../_rest/plan-shape.ts";

export const GET = operation(
  {
    summary: "The plan on a branch, with its revision and the latest published version",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({ branch: z.string().max(63).default(MAIN) }),
    answer: branchPlanShape.extend({ basePublished: publishedPlanShape.optional() }),
  },
  async ({ authorized, query }) => {
    const [branch, basePublished] = await Promise.all([
      loadPlan(authorized, query.branch),
      latestVersion(authorized.projectId),
    ]);
    return basePublished === undefined ? branch : { ...branch, basePublished };
  },
);
