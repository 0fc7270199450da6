import { z } from "zod";
import { getCohort } from "../../../../../../../../lib/analysis/cohort/store.ts";
import { usesOfCohort } from "../../../../../../../../lib/analysis/saved-use.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { listOf } from "../../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Which saved cohorts and reports rest on a cohort: while there are any, it cannot be deleted",
    reach: "project",
    scope: "analysis:read",
    params: z.object({ cohort: z.string() }),
    answer: listOf(z.object({ kind: z.enum(["cohort", "report"]), id: z.string(), name: z.string() })),
  },
  async ({ authorized, params }) => {
    const { id } = await getCohort(authorized, params.cohort);
    return { items: await usesOfCohort(authorized, id) };
  },
);
