import { z } from "zod";
import { deleteTeam, renameTeam } from "../../../../../../../lib/access/team.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { nameShape } from "../../../../../_rest/shape.ts";

const params = z.object({ team: z.string() });

export const PATCH = operation(
  {
    summary: "Give a team another name; its slug stays",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    params,
    body: z.strictObject({ name: nameShape }),
  },
  ({ authorized, params: { team }, body }) => renameTeam(authorized, team, body.name),
);

export const DELETE = operation(
  {
    summary: "Delete a team; owners that name it stand for nobody from then on",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    params,
  },
  ({ authorized, params: { team } }) => deleteTeam(authorized, team),
);
