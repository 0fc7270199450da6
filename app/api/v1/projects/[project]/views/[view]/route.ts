import { z } from "zod";
import { deleteView, savedViewStateSchema, updateView } from "../../../../../../../lib/plan/store-view.ts";
import { revisionQueryShape } from "../../../../../_rest/analysis-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { given } from "../../../../../_rest/shape.ts";
import { viewNameShape, viewShape } from "../../../../../_rest/view-shape.ts";

const params = z.object({ view: z.string() });

export const PATCH = operation(
  {
    summary: "Change a view's name, what it shows, or who sees it: one's own, or as an admin a shared one",
    reach: "project",
    scope: "plan:write",
    params,
    body: z.strictObject({
      expectedRevision: z.int().min(1),
      name: viewNameShape.optional(),
      shared: z.boolean().optional(),
      view: savedViewStateSchema.optional(),
    }),
    answer: viewShape,
  },
  ({ authorized, params: { view }, body: { expectedRevision, ...change } }) =>
    updateView(authorized, view, expectedRevision, given(change)),
);

export const DELETE = operation(
  {
    summary: "Delete a view: one's own, or as an admin a shared one; answers what it was",
    reach: "project",
    scope: "plan:write",
    params,
    query: revisionQueryShape,
    answer: viewShape,
  },
  ({ authorized, params: { view }, query }) => deleteView(authorized, view, query.expectedRevision),
);
