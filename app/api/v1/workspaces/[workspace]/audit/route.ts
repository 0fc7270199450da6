import { listWorkspaceAudit } from "../../../../../../lib/access/audit.ts";
import { operation } from "../../../../_rest/operation.ts";
import { auditFilter, auditPage, auditPageShape, auditQueryShape } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Who changed what in the workspace, its projects included",
    reach: "workspace",
    role: "admin",
    scope: "access:read",
    query: auditQueryShape,
    answer: auditPageShape,
  },
  async ({ authorized, query }) => auditPage(await listWorkspaceAudit(authorized, auditFilter(query))),
);
