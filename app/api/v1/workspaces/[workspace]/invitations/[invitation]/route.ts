import { z } from "zod";
import { revokeInvitation } from "../../../../../../../lib/access/invitation.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const DELETE = operation(
  {
    summary: "Revoke an invitation",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    params: z.object({ invitation: z.string() }),
  },
  ({ authorized, params }) => revokeInvitation(authorized, params.invitation),
);
