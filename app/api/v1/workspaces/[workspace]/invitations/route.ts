import { z } from "zod";
import { createInvitation, listInvitations } from "../../../../../../lib/access/invitation.ts";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { operation } from "../../../../_rest/operation.ts";
import { emailShape, instantShape, listOf, roleShape } from "../../../../_rest/shape.ts";

const invitationShape = z.object({
  id: z.string(),
  email: z.string(),
  role: roleShape,
  createdAt: instantShape,
  expiresAt: instantShape,
  state: z.enum(["pending", "accepted", "revoked", "expired"]),
});

export const GET = operation(
  {
    summary: "Invitations to the workspace, latest first",
    reach: "workspace",
    role: "admin",
    scope: "access:read",
    answer: listOf(invitationShape),
  },
  async ({ authorized }) => ({ items: await listInvitations(authorized) }),
);

export const POST = operation(
  {
    summary: "Invite someone; the answer holds the link to pass on, which works once, within a week",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    body: z.strictObject({ email: emailShape, role: roleShape }),
    answer: z.object({ id: z.string(), link: z.url(), expiresAt: instantShape }),
    status: 201,
  },
  async ({ authorized, body }) => {
    const { id, secret, expiresAt } = await createInvitation(authorized, body);
    return { id, link: `${readEnv().publicUrl}/invitation/${secret}`, expiresAt };
  },
);
