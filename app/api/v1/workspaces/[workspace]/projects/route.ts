import { z } from "zod";
import { createProject, listProjects } from "../../../../../../lib/access/project.ts";
import { LANGUAGES } from "../../../../../../lib/plan/plan.ts";
import { operation } from "../../../../_rest/operation.ts";
import { given, listOf, nameShape, projectChangeShape, projectShape, slugShape } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Projects of the workspace",
    reach: "workspace",
    answer: listOf(projectShape),
  },
  async ({ authorized }) => ({ items: await listProjects(authorized) }),
);

export const POST = operation(
  {
    summary: "Create a project with its empty plan; by token, only with an owner's token",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    body: projectChangeShape.extend({
      name: nameShape,
      slug: slugShape.optional(),
      languages: z.array(z.enum(LANGUAGES)).min(1).max(2).optional(),
    }),
    answer: projectShape,
    status: 201,
  },
  ({ authorized, body }) => createProject(authorized, given(body)),
);
