import { z } from "zod";
import { revokeShareLink } from "../../../../../../../lib/access/share-link.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const DELETE = operation(
  {
    summary: "Take a public link back at once",
    reach: "project",
    role: "editor",
    scope: "access:write",
    params: z.object({ link: z.string() }),
  },
  ({ authorized, params }) => revokeShareLink(authorized, params.link),
);
