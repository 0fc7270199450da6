import { z } from "zod";
import { revokeWriteKey } from "../../../../../../../../../lib/access/write-key.ts";
import { operation } from "../../../../../../../_rest/operation.ts";

export const DELETE = operation(
  {
    summary: "Revoke a write key at once; clients that still use it are refused",
    reach: "project",
    role: "admin",
    scope: "sources:write",
    params: z.object({ source: z.string(), key: z.string() }),
  },
  ({ authorized, params }) => revokeWriteKey(authorized, params.source, params.key),
);
