import { z } from "zod";
import { createView, listViews, savedViewStateSchema } from "../../../../../../lib/plan/store-view.ts";
import { operation } from "../../../../_rest/operation.ts";
import { listOf } from "../../../../_rest/shape.ts";
import { viewNameShape, viewShape } from "../../../../_rest/view-shape.ts";

export const GET = operation(
  {
    summary: "Saved views of the event grid: the caller's own and those that are shared",
    reach: "project",
    scope: "plan:read",
    answer: listOf(viewShape),
  },
  async ({ authorized }) => ({ items: await listViews(authorized) }),
);

export const POST = operation(
  {
    summary: "Save a view of the event grid; sharing it is an editor's",
    reach: "project",
    scope: "plan:write",
    body: z.strictObject({ name: viewNameShape, shared: z.boolean().default(false), view: savedViewStateSchema }),
    answer: viewShape,
    status: 201,
  },
  ({ authorized, body }) => createView(authorized, body),
);
