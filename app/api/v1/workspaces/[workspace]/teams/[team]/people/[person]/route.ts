import { z } from "zod";
import { addToTeam, removeFromTeam } from "../../../../../../../../../lib/access/team.ts";
import { operation } from "../../../../../../../_rest/operation.ts";

const params = z.object({ team: z.string(), person: z.string() });
const access = { reach: "workspace", role: "admin", scope: "access:write", params } as const;

export const PUT = operation(
  { summary: "Put a member of the workspace into a team", ...access },
  ({ authorized, params: { team, person } }) => addToTeam(authorized, team, person),
);

export const DELETE = operation(
  { summary: "Take somebody out of a team", ...access },
  ({ authorized, params: { team, person } }) => removeFromTeam(authorized, team, person),
);
