import { z } from "zod";
import { createInvitation, listInvitations } from "../../../../../../lib/access/invitation.ts";
import { mailInvitation } from "../../../../../../lib/access/link-mail.ts";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { operation } from "../../../../_rest/operation.ts";
import { emailShape, instantShape, listOf, mailOutcomeShape, roleShape } from "../../../../_rest/shape.ts";

const invitationShape = z.object({
  id: z.string(),
  email: z.string(),
  role: roleShape,
  createdAt: instantShape,
  expiresAt: instantShape,
  accessEndsAt: instantShape.nullable().describe("When the access that it gives ends; null: it does not"),
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
    summary:
      "Invite someone, by mail where a mail server is configured; the answer holds the link, which works once, within a week",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    body: z.strictObject({ email: emailShape, role: roleShape, accessEndsAt: instantShape.optional() }),
    answer: z.object({
      id: z.string(),
      link: z.url(),
      expiresAt: instantShape,
      mail: mailOutcomeShape,
    }),
    status: 201,
  },
  async ({ authorized, body, language }) => {
    const accessEndsAt = body.accessEndsAt === undefined ? null : new Date(body.accessEndsAt);
    const { id, secret, expiresAt } = await createInvitation(authorized, { ...body, accessEndsAt });
    const mail = await mailInvitation(authorized, { ...body, secret }, language);
    return { id, link: `${readEnv().publicUrl}/invitation/${secret}`, expiresAt, mail };
  },
);
