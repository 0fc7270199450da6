import { z } from "zod";
import { MAIN } from "../../../../../../lib/plan/store.ts";
import { FOUND_KINDS, findObjects } from "../../../../../[locale]/(workspace)/[project]/search-plan.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";
import { listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Objects of a plan by what they are called or how they are described, nearest first, at most thirty",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({ q: z.string().max(200), at: atShape.default(MAIN) }),
    answer: listOf(
      z.object({
        kind: z.enum(FOUND_KINDS),
        id: z.string(),
        label: z.string(),
        detail: z.string().optional(),
        event: z.string().optional().describe("Of a property: the id of its event"),
      }),
      "At most thirty",
    ),
  },
  async ({ authorized, query, language }) => ({
    items: findObjects(await planAt(authorized, query.at), query.q, language),
  }),
);
