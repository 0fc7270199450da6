import { z } from "zod";
import { PLACE_MAX, REPOSITORY_MAX } from "../../../../../../lib/plan/repository.ts";
import { getManagedFrom, manageFrom, releaseManaged } from "../../../../../../lib/plan/store-managed.ts";
import { operation } from "../../../../_rest/operation.ts";
import { given } from "../../../../_rest/shape.ts";

const managedFrom = z.object({
  repository: z.string().describe("Its https address"),
  branch: z.string().optional(),
  path: z.string().optional().describe("The plan file or folder in it"),
});
const answer = z.object({ managedFrom: managedFrom.nullable() });

export const GET = operation(
  {
    summary: "The repository the plan is managed from, or null where screens change it",
    reach: "project",
    scope: "plan:read",
    answer,
  },
  async ({ authorized }) => ({ managedFrom: (await getManagedFrom(authorized)) ?? null }),
);

export const PUT = operation(
  {
    summary: "Manage the plan from a repository: only pushes that name it change it then; or null: screens do again",
    reach: "project",
    role: "admin",
    scope: "access:write",
    body: z.strictObject({
      managedFrom: z
        .strictObject({
          repository: z.string().max(REPOSITORY_MAX),
          branch: z.string().max(PLACE_MAX).optional(),
          path: z.string().max(PLACE_MAX).optional(),
        })
        .nullable(),
    }),
    answer,
  },
  async ({ authorized, body }) => {
    if (body.managedFrom !== null) return { managedFrom: await manageFrom(authorized, given(body.managedFrom)) };
    await releaseManaged(authorized);
    return { managedFrom: null };
  },
);
