import { z } from "zod";
import { restoreSource } from "../../../../../../../../lib/access/source.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Take an archived source back into use",
    reach: "project",
    role: "admin",
    scope: "sources:write",
    params: z.object({ source: z.string() }),
  },
  ({ authorized, params }) => restoreSource(authorized, params.source),
);
