import { z } from "zod";
import { createBranch, listBranches } from "../../../../../../lib/plan/store-branch.ts";
import { operation } from "../../../../_rest/operation.ts";
import { branchShape } from "../../../../_rest/plan-shape.ts";
import { given, listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Branches of the plan: main and every draft",
    reach: "project",
    scope: "plan:read",
    answer: listOf(branchShape),
  },
  async ({ authorized }) => ({ items: await listBranches(authorized) }),
);

export const POST = operation(
  {
    summary: "Start a draft from what main holds now",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    body: z.strictObject({ name: z.string().max(63), title: z.string().max(500).optional() }),
    answer: branchShape,
    status: 201,
  },
  ({ authorized, body }) => createBranch(authorized, given(body)),
);
