import { deleteMapping, getMapping } from "../../../../../../../lib/intake/store.ts";
import { keptMappingShape, mappingParams } from "../../../../../_rest/mapping-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "One mapping: its latest document and what is in force",
    reach: "project",
    scope: "sources:read",
    params: mappingParams,
    answer: keptMappingShape,
  },
  ({ authorized, params }) => getMapping(authorized, params.mapping),
);

export const DELETE = operation(
  {
    summary: "Delete a mapping; what it loaded stays",
    reach: "project",
    role: "admin",
    scope: "sources:write",
    params: mappingParams,
  },
  ({ authorized, params }) => deleteMapping(authorized, params.mapping),
);
