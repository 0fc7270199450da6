import { z } from "zod";
import { createTeam, listTeams } from "../../../../../../lib/access/team.ts";
import { operation } from "../../../../_rest/operation.ts";
import { teamShape } from "../../../../_rest/review-shape.ts";
import { listOf, nameShape } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Teams of the workspace and who is in them",
    reach: "workspace",
    scope: "access:read",
    answer: listOf(teamShape),
  },
  async ({ authorized }) => ({ items: await listTeams(authorized) }),
);

export const POST = operation(
  {
    summary: "Make a team; owners written in plans may name it",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    body: z.strictObject({ name: nameShape }),
    answer: teamShape,
    status: 201,
  },
  ({ authorized, body }) => createTeam(authorized, body),
);
