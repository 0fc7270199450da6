import { approveMapping } from "../../../../../../../../lib/intake/store.ts";
import { approvedMappingShape, keptMappingShape, mappingParams } from "../../../../../../_rest/mapping-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Put the latest document of a mapping in force: what somebody else saved, or as an admin also one's own",
    reach: "project",
    role: "editor",
    scope: "sources:write",
    params: mappingParams,
    body: approvedMappingShape,
    answer: keptMappingShape,
  },
  ({ authorized, params: { mapping }, body: { revision } }) => approveMapping(authorized, mapping, revision),
);
