import { z } from "zod";
import { diffPlans } from "../../../../../../../../../lib/plan/diff.ts";
import { applyEdits, editSchema } from "../../../../../../../../../lib/plan/edit.ts";
import { loadPlan } from "../../../../../../../../../lib/plan/store.ts";
import { latestVersion } from "../../../../../../../../../lib/plan/store-version.ts";
import { operation } from "../../../../../../../_rest/operation.ts";
import { findingPathShape, findingShape, planFindings } from "../../../../../../../_rest/plan-findings.ts";
import { branchParams, changeShape, problemShape } from "../../../../../../../_rest/plan-shape.ts";

export const POST = operation(
  {
    summary: "What edits of a branch would change, and what the rules would say of it; writes nothing",
    reach: "project",
    role: "editor",
    scope: "plan:read",
    params: branchParams,
    body: z.strictObject({
      edits: z.array(editSchema).min(1).max(20_000),
      tolerant: z.boolean().default(true).describe("Take constraints that publishing will refuse, and find them"),
      path: findingPathShape.optional(),
    }),
    maxBytes: 32 * 1024 * 1024,
    answer: z.object({
      revision: z.int().describe("Of the branch: give it back with the edits"),
      applies: z.boolean().describe("False when the edits would be refused; `problems` says why"),
      problems: z.array(problemShape),
      changes: z.array(changeShape),
      findings: z.array(findingShape).describe("Of the plan with the edits"),
    }),
  },
  async ({ authorized, params, body: { edits, tolerant, path } }) => {
    const { plan, revision } = await loadPlan(authorized, params.branch);
    const published = await latestVersion(authorized.projectId);
    const result = applyEdits(plan, edits, { published, tolerant });
    if (!result.ok) return { revision, applies: false, problems: result.errors, changes: [], findings: [] };
    return {
      revision,
      applies: true,
      problems: [],
      changes: diffPlans(plan, result.plan),
      findings: await planFindings(authorized, result.plan, path),
    };
  },
);
