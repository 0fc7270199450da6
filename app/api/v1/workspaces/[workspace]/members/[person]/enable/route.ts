import { z } from "zod";
import { setMemberDisabled } from "../../../../../../../../lib/access/membership.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Let a member in again who was locked out",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    params: z.object({ person: z.string() }),
  },
  ({ authorized, params }) => setMemberDisabled(authorized, params.person, false),
);
