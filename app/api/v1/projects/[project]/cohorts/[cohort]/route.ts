import { z } from "zod";
import { deleteCohort, getCohort, updateCohort } from "../../../../../../../lib/analysis/cohort/store.ts";
import { criterionSchema } from "../../../../../../../lib/analysis/question-schema.ts";
import {
  cohortShape,
  descriptionShape,
  revisionQueryShape,
  savedNameShape,
} from "../../../../../_rest/analysis-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { given } from "../../../../../_rest/shape.ts";

const params = z.object({ cohort: z.string() });

export const GET = operation(
  { summary: "A saved cohort", reach: "project", scope: "analysis:read", params, answer: cohortShape },
  ({ authorized, params: { cohort } }) => getCohort(authorized, cohort),
);

export const PATCH = operation(
  {
    summary: "Change a cohort's name, description or definition",
    reach: "project",
    role: "editor",
    scope: "analysis:write",
    params,
    body: z.strictObject({
      expectedRevision: z.int().min(1),
      name: savedNameShape.optional(),
      description: descriptionShape.optional(),
      criterion: criterionSchema.optional(),
    }),
    answer: cohortShape,
  },
  ({ authorized, params: { cohort }, body }) => updateCohort(authorized, cohort, given(body)),
);

export const DELETE = operation(
  {
    summary: "Delete a cohort that nothing rests on",
    reach: "project",
    role: "editor",
    scope: "analysis:write",
    params,
    query: revisionQueryShape,
  },
  ({ authorized, params: { cohort }, query }) => deleteCohort(authorized, cohort, query.expectedRevision),
);
