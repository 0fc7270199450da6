import { z } from "zod";
import { listReverdicts, releaseHeld } from "../../../../../../lib/ingest/reverdict.ts";
import { operation } from "../../../../_rest/operation.ts";
import { releaseChoiceShape, releaseRecordShape, releaseShape } from "../../../../_rest/release-shape.ts";
import { listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Releases of held events, latest first",
    reach: "project",
    scope: "events:read",
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    answer: listOf(releaseRecordShape, "50 unless `limit` asks for another number"),
  },
  async ({ authorized, query }) => ({ items: await listReverdicts(authorized, query.limit) }),
);

export const POST = operation(
  {
    summary: "Re-judge every held event under a published version and release what now conforms, once",
    reach: "project",
    role: "editor",
    scope: "events:write",
    body: releaseChoiceShape,
    answer: releaseShape,
  },
  ({ authorized, body }) => releaseHeld(authorized, body),
);
