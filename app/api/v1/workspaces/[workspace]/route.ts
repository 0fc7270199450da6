import { z } from "zod";
import { renameWorkspace } from "../../../../../lib/access/workspace.ts";
import { operation } from "../../../_rest/operation.ts";
import { nameShape, roleShape } from "../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "A workspace and the caller's role in it",
    reach: "workspace",
    answer: z.object({ slug: z.string(), name: z.string(), role: roleShape }),
  },
  ({ authorized }) => ({ slug: authorized.slug, name: authorized.name, role: authorized.role }),
);

export const PATCH = operation(
  {
    summary: "Rename a workspace; its slug stays",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    body: z.strictObject({ name: nameShape }),
  },
  ({ authorized, body }) => renameWorkspace(authorized, body.name),
);
