import { listAudit } from "../../../../../../lib/access/audit.ts";
import { operation } from "../../../../_rest/operation.ts";
import { auditFilter, auditPage, auditPageShape, auditQueryShape } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Who changed what in the project and, for what concerns no single project, in its workspace",
    reach: "project",
    role: "admin",
    scope: "access:read",
    query: auditQueryShape,
    answer: auditPageShape,
  },
  async ({ authorized, query }) => auditPage(await listAudit(authorized, auditFilter(query))),
);
