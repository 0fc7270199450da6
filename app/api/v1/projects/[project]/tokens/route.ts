import { z } from "zod";
import { createToken, listTokens } from "../../../../../../lib/access/api-token.ts";
import { operation } from "../../../../_rest/operation.ts";
import { instantShape, listOf, nameShape, roleShape, scopeShape } from "../../../../_rest/shape.ts";

const tokenShape = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe("The first characters, to recognise it by"),
  role: roleShape,
  roleToday: roleShape.nullable().describe("What it may do today; null while whoever made it is let in no more"),
  maker: z.string().nullable().describe("Who answers for it; null where no person does"),
  scopes: z.array(scopeShape).describe("Empty = everything the role may do"),
  createdAt: instantShape,
  lastUsedAt: instantShape.nullable(),
  expiresAt: instantShape.nullable(),
  revokedAt: instantShape.nullable(),
});

export const GET = operation(
  {
    summary: "API tokens of the project, revoked ones included; never their secrets",
    reach: "project",
    role: "admin",
    scope: "access:read",
    answer: listOf(tokenShape, "The latest 500"),
  },
  async ({ authorized }) => ({ items: await listTokens(authorized) }),
);

export const POST = operation(
  {
    summary: "Create an API token, no stronger than the caller; its secret is in this answer and nowhere else",
    reach: "project",
    role: "admin",
    scope: "access:write",
    body: z.strictObject({
      name: nameShape,
      role: roleShape,
      scopes: z.array(scopeShape).max(20).default([]),
      expiresAt: instantShape.nullable().default(null),
    }),
    answer: z.object({ id: z.string(), token: z.string() }),
    status: 201,
  },
  ({ authorized, body }) =>
    createToken(authorized, { ...body, expiresAt: body.expiresAt === null ? null : new Date(body.expiresAt) }),
);
