import { loadWorkshop } from "../../../../../../../lib/plan/store-workshop.ts";
import { openGaps } from "../../../../../../_evidence/open-gaps.ts";
import { workshopParams, workshopShape } from "../../../../../_rest/coverage-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "What was said in a workshop, what came of it, and what is open",
    reach: "project",
    scope: "plan:read",
    params: workshopParams,
    answer: workshopShape,
    limit: "compare",
  },
  async ({ authorized, params }) => {
    const kept = await loadWorkshop(authorized, params.workshop);
    const { outcome, ...said } = kept;
    const open = await openGaps(authorized, kept);
    if (outcome === undefined) return { ...said, open };
    const { branch, by, at } = outcome;
    return { ...said, outcome: { branch, by, at }, open };
  },
);
