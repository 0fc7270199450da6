import { z } from "zod";
import { UserError } from "../../../../../../../lib/base/error.ts";
import { textOf } from "../../../../../../../lib/format/format.ts";
import { importHouseFile } from "../../../../../../../lib/template/store-house-save.ts";
import { savedHouseShape } from "../../../../../_rest/house-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";

const FILE_BYTES = 15 * 1024 * 1024;

export const POST = operation(
  {
    summary: "Open a template that another installation exported: a new one, or the next version of one that is here",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    limit: "compare",
    query: z.strictObject({ name: z.string().max(200).default("template.yaml") }),
    fileBytes: FILE_BYTES,
    status: 201,
    answer: savedHouseShape,
  },
  async ({ authorized, query: { name }, file }) => {
    const text = textOf({ name, content: file });
    if (text === undefined) throw new UserError("bad_request");
    return importHouseFile(authorized, text, name);
  },
);
