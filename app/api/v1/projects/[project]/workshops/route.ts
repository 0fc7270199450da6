import { listWorkshops } from "../../../../../../lib/plan/store-workshop.ts";
import { listedWorkshopShape } from "../../../../_rest/coverage-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Workshops of the project, the latest first, at most two hundred",
    reach: "project",
    scope: "plan:read",
    answer: listOf(listedWorkshopShape, "At most 200: a project has room for no more"),
  },
  async ({ authorized }) => ({ items: await listWorkshops(authorized) }),
);
