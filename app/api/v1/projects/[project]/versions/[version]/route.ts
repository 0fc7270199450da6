import { z } from "zod";
import { operation } from "../../../../../_rest/operation.ts";
import { publishedAt } from "../../../../../_rest/plan-at.ts";
import { publishedPlanShape } from "../../../../../_rest/plan-shape.ts";

export const GET = operation(
  {
    summary: "A published version, whole; `latest` is the latest",
    reach: "project",
    scope: "plan:read",
    params: z.object({ version: z.union([z.literal("latest"), z.string().regex(/^[1-9]\d{0,8}$/)]) }),
    answer: publishedPlanShape,
  },
  ({ authorized, params }) => publishedAt(authorized, params.version),
);
