import { z } from "zod";
import { APPROVALS_MAX } from "../../../../../../lib/review/review.ts";
import { getReviewRules, updateReviewRules } from "../../../../../../lib/review/settings.ts";
import { operation } from "../../../../_rest/operation.ts";
import { reviewRulesShape } from "../../../../_rest/review-shape.ts";
import { given } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "What a branch needs before it reaches main",
    reach: "project",
    scope: "plan:read",
    answer: reviewRulesShape,
  },
  ({ authorized }) => getReviewRules(authorized),
);

export const PATCH = operation(
  {
    summary: "Change how many approvals and which back-test a branch needs, and whether main changes by merging alone",
    reach: "project",
    role: "admin",
    scope: "access:write",
    body: z.strictObject({
      requiredApprovals: z.int().min(0).max(APPROVALS_MAX).optional(),
      mainProtected: z.boolean().optional(),
      mostNewlyFailing: z.number().min(0).max(100).nullable().optional(),
    }),
    answer: reviewRulesShape,
  },
  ({ authorized, body }) => updateReviewRules(authorized, given(body)),
);
