import { z } from "zod";
import { revokeToken } from "../../../../../../../lib/access/api-token.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const DELETE = operation(
  {
    summary: "Revoke an API token at once",
    reach: "project",
    role: "admin",
    scope: "access:write",
    params: z.object({ token: z.string() }),
  },
  ({ authorized, params }) => revokeToken(authorized, params.token),
);
