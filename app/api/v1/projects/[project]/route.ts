import { getProject, updateProject } from "../../../../../lib/access/project.ts";
import { operation } from "../../../_rest/operation.ts";
import { BEGUN, given, projectChangeShape, projectShape } from "../../../_rest/shape.ts";

export const GET = operation(
  { summary: "A project's settings", reach: "project", answer: projectShape },
  ({ authorized }) => getProject(authorized),
);

export const PATCH = operation(
  {
    summary: "Change a project's name, time zone, week start or currency",
    reach: "project",
    role: "admin",
    scope: "access:write",
    body: projectChangeShape.extend({ begun: projectChangeShape.optional().describe(BEGUN) }),
    answer: projectShape,
  },
  ({ authorized, body: { begun, ...change } }) => updateProject(authorized, given(change), given(begun ?? {})),
);
