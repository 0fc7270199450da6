import { z } from "zod";
import { rebaseBranch } from "../../../../../../../../lib/plan/store-branch-rebase.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams, branchPlanShape } from "../../../../../../_rest/plan-shape.ts";
import { given } from "../../../../../../_rest/shape.ts";

const decisionShape = z.union([
  z.strictObject({ take: z.enum(["main", "branch"]) }),
  z.strictObject({ value: z.unknown().describe("Another value, of the field's shape; null empties it") }),
]);

export const POST = operation(
  {
    summary: "Bring main's changes into a draft; refused with the fields both changed until each is decided",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    params: branchParams,
    body: z.strictObject({
      expectedRevision: z.int().min(0).optional().describe("Of the draft"),
      decisions: z.record(z.string().max(1000), decisionShape).optional().describe("By the path of a conflict"),
    }),
    maxBytes: 8 * 1024 * 1024,
    answer: branchPlanShape,
  },
  ({ authorized, params, body }) => rebaseBranch(authorized, params.branch, given(body)),
);
