import { z } from "zod";
import { previewReverdict, releaseHeld } from "../../../../../../../../lib/ingest/reverdict.ts";
import { fingerprintShape } from "../../../../../../_rest/decision-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import {
  judgingVersionShape,
  releaseChoiceShape,
  releasePreviewShape,
  releaseShape,
} from "../../../../../../_rest/release-shape.ts";

const params = z.object({ fingerprint: fingerprintShape });

export const GET = operation(
  {
    summary: "What re-judging the held events of this violation under a published version would release",
    reach: "project",
    scope: "events:read",
    params,
    query: z.strictObject({
      includeBlocked: z.enum(["true", "false"]).default("false"),
      planVersion: z.coerce.number().pipe(judgingVersionShape).optional(),
    }),
    answer: releasePreviewShape,
    limit: "query",
  },
  ({ authorized, params: { fingerprint }, query }) =>
    previewReverdict(authorized, {
      fingerprint,
      includeBlocked: query.includeBlocked === "true",
      planVersion: query.planVersion,
    }),
);

export const POST = operation(
  {
    summary: "Re-judge the held events of this violation under a published version and release what now conforms, once",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params,
    body: releaseChoiceShape,
    answer: releaseShape,
  },
  ({ authorized, params: { fingerprint }, body }) => releaseHeld(authorized, { fingerprint, ...body }),
);
