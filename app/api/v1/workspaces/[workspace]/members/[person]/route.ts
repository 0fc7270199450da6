import { z } from "zod";
import { changeMemberRole, removeMember } from "../../../../../../../lib/access/membership.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { roleShape } from "../../../../../_rest/shape.ts";

const params = z.object({ person: z.string() });

export const PATCH = operation(
  {
    summary: "Give a member another role, within the caller's own",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    params,
    body: z.strictObject({ role: roleShape }),
  },
  ({ authorized, params: { person }, body }) => changeMemberRole(authorized, person, body.role),
);

export const DELETE = operation(
  {
    summary: "Take a member out of the workspace; the last owner stays",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    params,
  },
  ({ authorized, params: { person } }) => removeMember(authorized, person),
);
