import { z } from "zod";
import { archiveSource } from "../../../../../../../../lib/access/source.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Archive a source: it takes no more events, and what it sent stays",
    reach: "project",
    role: "admin",
    scope: "sources:write",
    params: z.object({ source: z.string() }),
  },
  ({ authorized, params }) => archiveSource(authorized, params.source),
);
