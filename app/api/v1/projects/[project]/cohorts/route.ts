import { z } from "zod";
import { createCohort, listCohorts } from "../../../../../../lib/analysis/cohort/store.ts";
import { criterionSchema } from "../../../../../../lib/analysis/question-schema.ts";
import { cohortShape, descriptionShape, savedNameShape } from "../../../../_rest/analysis-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { given, listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Saved cohorts",
    reach: "project",
    scope: "analysis:read",
    answer: listOf(cohortShape),
  },
  async ({ authorized }) => ({ items: await listCohorts(authorized) }),
);

export const POST = operation(
  {
    summary: "Save a cohort; names in its definition are turned into stable ids",
    reach: "project",
    role: "editor",
    scope: "analysis:write",
    body: z.strictObject({
      name: savedNameShape,
      description: descriptionShape.optional(),
      criterion: criterionSchema,
      template: z.string().max(100).optional(),
    }),
    answer: cohortShape,
    status: 201,
  },
  ({ authorized, body }) => createCohort(authorized, given(body)),
);
