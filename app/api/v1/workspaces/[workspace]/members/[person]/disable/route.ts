import { z } from "zod";
import { setMemberDisabled } from "../../../../../../../../lib/access/membership.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Lock a member out of the installation and end every session; owners are out of a token's reach",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    params: z.object({ person: z.string() }),
  },
  ({ authorized, params }) => setMemberDisabled(authorized, params.person, true),
);
