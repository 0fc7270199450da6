import { getErasure } from "../../../../../../../lib/privacy/store.ts";
import { erasureParams, erasureShape } from "../../../../../_rest/erasure-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "One erasure: how far it has come, then its receipt",
    reach: "project",
    role: "admin",
    scope: "events:write",
    params: erasureParams,
    answer: erasureShape,
  },
  ({ authorized, params }) => getErasure(authorized, params.erasure),
);
