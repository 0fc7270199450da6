import { z } from "zod";
import { previewReverdict, releaseHeld } from "../../../../../../../../lib/ingest/reverdict.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { releasePreviewShape, releaseShape } from "../../../../../../_rest/release-shape.ts";

const params = z.object({ fingerprint: z.string().regex(/^[0-9a-f]{16}$/) });

export const GET = operation(
  {
    summary: "What re-judging the held events of this violation under the latest version would release",
    reach: "project",
    scope: "events:read",
    params,
    query: z.strictObject({ includeBlocked: z.enum(["true", "false"]).default("false") }),
    answer: releasePreviewShape,
    limit: "query",
  },
  ({ authorized, params: { fingerprint }, query }) =>
    previewReverdict(authorized, { fingerprint, includeBlocked: query.includeBlocked === "true" }),
);

export const POST = operation(
  {
    summary: "Re-judge the held events of this violation under the latest version and release what now conforms, once",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params,
    body: z.strictObject({ includeBlocked: z.boolean().default(false).describe("Only a person may ask for these") }),
    answer: releaseShape,
  },
  ({ authorized, params: { fingerprint }, body }) =>
    releaseHeld(authorized, { fingerprint, includeBlocked: body.includeBlocked }),
);
