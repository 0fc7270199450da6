import { z } from "zod";
import { changeMember } from "../../../../../../../lib/access/member-change.ts";
import { removeMember } from "../../../../../../../lib/access/membership.ts";
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
  ({ authorized, params: { person }, body: { role, endsAt } }) =>
    changeMember(authorized, person, { role, endsAt: typeof endsAt === "string" ? new Date(endsAt) : endsAt }),
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
