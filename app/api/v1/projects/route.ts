import { z } from "zod";
import { listVisibleProjects } from "../../../../lib/access/authorize.ts";
import { operation } from "../../_rest/operation.ts";
import { listOf, roleShape } from "../../_rest/shape.ts";

const visibleShape = z.object({
  slug: z.string(),
  name: z.string(),
  role: roleShape,
  workspace: z.object({ slug: z.string(), name: z.string() }),
});

export const GET = operation(
  {
    summary: "Projects the caller may open, with the caller's role in each",
    reach: "caller",
    answer: listOf(visibleShape),
  },
  async ({ authorized }) => ({ items: await listVisibleProjects(authorized) }),
);
