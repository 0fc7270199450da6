import { z } from "zod";
import { isInScope } from "../../../../../../lib/access/authorized.ts";
import { listUsed } from "../../../../../../lib/analysis/used-ids.ts";
import { toldCoverage } from "../../../../../../lib/document/coverage-told.ts";
import { MAIN } from "../../../../../../lib/plan/store.ts";
import { loadCoverage } from "../../../../../_evidence/plan-coverage.ts";
import { coverageShape } from "../../../../_rest/coverage-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";

export const GET = operation(
  {
    summary:
      "Coverage of a plan: decisions without an event, events and properties that serve nothing, critical events, who a person is",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      at: atShape.default(MAIN).describe("A version number, `latest`, or the name of a branch"),
    }),
    answer: coverageShape,
    limit: "compare",
  },
  async ({ authorized, query: { at } }) => {
    const [plan, used] = await Promise.all([planAt(authorized, at), listUsed(authorized)]);
    const coverage = await loadCoverage(authorized, plan, used);
    const maySeeReads = isInScope(authorized.actor, "analysis:read");
    return toldCoverage(plan, coverage, maySeeReads ? coverage.readsSince : undefined);
  },
);
