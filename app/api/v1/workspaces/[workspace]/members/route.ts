import { z } from "zod";
import { listMembers } from "../../../../../../lib/access/membership.ts";
import { operation } from "../../../../_rest/operation.ts";
import { instantShape, listOf, roleShape } from "../../../../_rest/shape.ts";

const memberShape = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleShape,
  joinedAt: instantShape,
  endsAt: instantShape.nullable().describe("When the access ends; null: it does not"),
  disabledAt: instantShape.nullable(),
});

export const GET = operation(
  {
    summary: "Members of the workspace and their roles",
    reach: "workspace",
    scope: "access:read",
    answer: listOf(memberShape),
  },
  async ({ authorized }) => ({ items: await listMembers(authorized) }),
);
