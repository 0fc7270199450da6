import { listMappings, MAPPINGS_MAX, saveMapping } from "../../../../../../lib/intake/store.ts";
import { keptMappingShape, savedMappingShape } from "../../../../_rest/mapping-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Mappings of the rows of files to the plan, by name",
    reach: "project",
    scope: "sources:read",
    answer: listOf(keptMappingShape, `All of them: a project has at most ${MAPPINGS_MAX}`),
  },
  async ({ authorized }) => ({ items: await listMappings(authorized) }),
);

export const POST = operation(
  {
    summary: "Save a mapping under its name; what is in force stays so until the new document is approved",
    reach: "project",
    role: "editor",
    scope: "sources:write",
    body: savedMappingShape,
    answer: keptMappingShape,
    status: 201,
  },
  ({ authorized, body: { mapping, revision } }) => saveMapping(authorized, mapping, revision),
);
