import { previewErasure } from "../../../../../../../lib/privacy/store.ts";
import { askedShape, previewShape } from "../../../../../_rest/erasure-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { given } from "../../../../../_rest/shape.ts";

export const POST = operation(
  {
    summary: "What an erasure would be about, before anything is removed",
    reach: "project",
    role: "admin",
    scope: "events:write",
    body: askedShape,
    answer: previewShape,
  },
  ({ authorized, body }) => previewErasure(authorized, given(body)),
);
