import { z } from "zod";
import { UserError } from "../../../../../../../lib/base/error.ts";
import { spreadsheetMappingSchema } from "../../../../../../../lib/format/spreadsheet/mapping.ts";
import {
  findMapping,
  keepMapping,
} from "../../../../../../[locale]/(workspace)/[project]/plan/import/remembered-mapping.ts";
import { operation } from "../../../../../_rest/operation.ts";

const headersShape = z.array(z.string().max(500)).min(1).max(500);

export const GET = operation(
  {
    summary: "What each column meant when a spreadsheet with these headers was last imported",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      header: z
        .union([z.string(), z.array(z.string())])
        .transform((value) => (Array.isArray(value) ? value : [value]))
        .pipe(headersShape)
        .describe("Once per header of the file, in any order"),
    }),
    answer: spreadsheetMappingSchema,
  },
  async ({ authorized, query }) => {
    const mapping = await findMapping(authorized, query.header);
    if (!mapping) throw new UserError("not_found");
    return mapping;
  },
);

export const PUT = operation(
  {
    summary: "Remember what each column of spreadsheets with these headers means",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    body: spreadsheetMappingSchema.extend({ headers: headersShape }),
  },
  ({ authorized, body: { headers, columns } }) => keepMapping(authorized, headers, { columns }),
);
