import { z } from "zod";
import { templatesFor } from "../../../../../../lib/analysis/cohort/templates.ts";
import { criterionSchema } from "../../../../../../lib/analysis/question-schema.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";
import { bilingualShape } from "../../../../_rest/plan-shape.ts";
import { listOf } from "../../../../_rest/shape.ts";

const templateShape = z.object({
  id: z.string(),
  name: bilingualShape,
  description: bilingualShape,
  criterion: criterionSchema,
  missing: z
    .array(z.object({ path: z.string(), en: z.string(), fr: z.string() }))
    .describe("What the plan still lacks for it: roles that no event or property has"),
});

export const GET = operation(
  {
    summary: "Cohort templates, bound by role, with what the plan still lacks for each",
    reach: "project",
    scope: "analysis:read",
    query: z.strictObject({ at: atShape.optional() }),
    answer: listOf(templateShape),
  },
  async ({ authorized, query }) => {
    const plan = await planAt(authorized, query.at);
    return { items: templatesFor(plan).map(({ template, missing }) => ({ ...template, missing })) };
  },
);
