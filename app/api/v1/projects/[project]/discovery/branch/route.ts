import { z } from "zod";
import { adopt } from "../../../../../../../lib/discovery/adopt.ts";
import { adoptShape } from "../../../../../_rest/discovery-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Add unplanned events and properties to the plan on a branch, with types inferred from what came",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    body: adoptShape,
    answer: z.object({ branch: z.string() }),
  },
  ({ authorized, body: { chosen, branch, lists, ...filter } }) => adopt(authorized, { chosen, branch, lists, filter }),
);
