import { z } from "zod";
import {
  BRANCH_SORTS,
  BRANCH_STATES,
  type BranchSearch,
  createBranch,
  findBranches,
  listBranches,
} from "../../../../../../lib/plan/store-branch.ts";
import { operation } from "../../../../_rest/operation.ts";
import { branchShape } from "../../../../_rest/plan-shape.ts";
import { given, listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Branches of the plan: main and all others, or pages of 50 others that match",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      search: z.string().max(200).optional().describe("Part of the name or the title"),
      state: z
        .enum([...BRANCH_STATES, "going"])
        .optional()
        .describe("`going`: neither merged nor closed"),
      sort: z.enum(BRANCH_SORTS).optional().describe("Latest change first unless told otherwise"),
      page: z.coerce.number().int().min(1).max(100_000).optional(),
    }),
    answer: listOf(branchShape, "All of them; 50 where something is asked for, the next with `page`").extend({
      total: z.int().describe("On every page"),
    }),
  },
  async ({ authorized, query }) => {
    if (Object.keys(query).length > 0) {
      const { items, total } = await findBranches(authorized, query satisfies BranchSearch);
      return { items: [...items], total };
    }
    const items = await listBranches(authorized);
    return { items, total: items.length };
  },
);

export const POST = operation(
  {
    summary: "Start a branch from what main holds now",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    body: z.strictObject({ name: z.string().max(63), title: z.string().max(500).optional() }),
    answer: branchShape,
    status: 201,
  },
  ({ authorized, body }) => createBranch(authorized, given(body)),
);
