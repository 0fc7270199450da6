import { z } from "zod";
import { rotateWriteKey } from "../../../../../../../../lib/access/write-key.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { writeKeyShape } from "../../../../../../_rest/shape.ts";

export const POST = operation(
  {
    summary: "Add a write key; the older ones work until they are revoked",
    reach: "project",
    role: "editor",
    scope: "sources:write",
    params: z.object({ source: z.string() }),
    answer: writeKeyShape,
    status: 201,
  },
  ({ authorized, params }) => rotateWriteKey(authorized, params.source),
);
