import { AUDIT_BYTES } from "../../../../../../../lib/discovery/run-audit.ts";
import { auditFile, auditInput } from "../../../../../../_hand-over/audit-file.ts";
import { auditQueryShape } from "../../../../../_rest/discovery-shape.ts";
import { fileResponse } from "../../../../../_rest/file-response.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary:
      "An audit of a HAR, CSV or NDJSON file that is sent, or of what a source sent lately: JSON, or a document in either language; nothing is kept",
    reach: "project",
    scope: "events:read",
    limit: "exportData",
    query: auditQueryShape,
    fileBytes: AUDIT_BYTES,
    answer: { file: "application/json, text/html or application/pdf" },
  },
  async ({ authorized, query, file, request }) => {
    const { signal } = request;
    const { content, name, mediaType } = await auditFile(authorized, auditInput(query, file), query, { signal });
    return fileResponse(content, name, mediaType);
  },
);
