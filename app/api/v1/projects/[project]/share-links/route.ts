import { z } from "zod";
import {
  createShareLink,
  listShareLinks,
  PASSPHRASE_MAX,
  PASSPHRASE_MIN,
} from "../../../../../../lib/access/share-link.ts";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { SECTIONS } from "../../../../../../lib/document/section.ts";
import { LANGUAGES } from "../../../../../../lib/plan/plan.ts";
import { operation } from "../../../../_rest/operation.ts";
import { given, instantShape, listOf, nameShape } from "../../../../_rest/shape.ts";

const versionShape = z.number().int().min(1).nullable();
const languageShape = z.enum(LANGUAGES);

const linkShape = z.object({
  id: z.string(),
  name: z.string(),
  version: versionShape.describe("Null: the latest at the time of reading"),
  language: languageShape,
  sections: z.array(z.string()),
  isProtected: z.boolean().describe("Whether a passphrase is asked for"),
  createdBy: z.string(),
  createdAt: instantShape,
  expiresAt: instantShape,
  revokedAt: instantShape.nullable(),
  isSuspended: z.boolean().describe("Its maker may share no more: it opens nothing, until the maker may again"),
  opens: z.number().int(),
  lastOpenedAt: instantShape.nullable(),
});

export const GET = operation(
  {
    summary: "Public links to documents of the plan, those that ended included; never their addresses",
    reach: "project",
    role: "editor",
    scope: "access:read",
    answer: listOf(linkShape, "The latest 500"),
  },
  async ({ authorized }) => ({ items: await listShareLinks(authorized) }),
);

export const POST = operation(
  {
    summary: "Make a public link to a document of a published version; its address is in this answer and nowhere else",
    reach: "project",
    role: "editor",
    scope: "access:write",
    body: z.strictObject({
      name: nameShape,
      version: versionShape.default(null),
      language: languageShape,
      sections: z
        .array(z.enum(SECTIONS))
        .min(1)
        .max(SECTIONS.length)
        .default([...SECTIONS]),
      expiresAt: instantShape.describe("At most a year from now"),
      passphrase: z.string().min(PASSPHRASE_MIN).max(PASSPHRASE_MAX).optional(),
    }),
    answer: z.object({ id: z.string(), url: z.string() }),
    status: 201,
  },
  async ({ authorized, body }) => {
    const { passphrase, ...rest } = body;
    const input = { ...rest, expiresAt: new Date(body.expiresAt), ...given({ passphrase }) };
    const { id, path } = await createShareLink(authorized, input);
    return { id, url: `${readEnv().publicUrl}${path}` };
  },
);
