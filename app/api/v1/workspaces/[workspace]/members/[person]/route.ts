import { z } from "zod";
import { setAccessEnd } from "../../../../../../../lib/access/access-end.ts";
import { changeMemberRole, removeMember } from "../../../../../../../lib/access/membership.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { instantShape, roleShape } from "../../../../../_rest/shape.ts";

const params = z.object({ person: z.string() });

export const PATCH = operation(
  {
    summary: "Give a member another role, within the caller's own, or another end of access; null takes the end away",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    params,
    body: z.strictObject({ role: roleShape.optional(), endsAt: instantShape.nullable().optional() }),
  },
  async ({ authorized, params: { person }, body: { role, endsAt } }) => {
    if (role !== undefined) await changeMemberRole(authorized, person, role);
    if (endsAt !== undefined) await setAccessEnd(authorized, person, endsAt === null ? null : new Date(endsAt));
  },
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
