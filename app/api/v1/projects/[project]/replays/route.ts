import { z } from "zod";
import { listReplays, previewReplay, startReplay } from "../../../../../../lib/ingest/replay.ts";
import { operation } from "../../../../_rest/operation.ts";
import { replayChoice, replayChoiceShape, replayShape } from "../../../../_rest/replay-shape.ts";
import { listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Replays that change analysis, releases included, latest first",
    reach: "project",
    scope: "events:read",
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    answer: listOf(replayShape, "50 unless `limit` asks for another number"),
  },
  async ({ authorized, query }) => ({ items: await listReplays(authorized, query.limit) }),
);

export const POST = operation(
  {
    summary:
      "Judge stored events again under a published version, to look or so that analysis follows; answers at once",
    reach: "project",
    role: "editor",
    scope: "events:write",
    body: replayChoiceShape,
    answer: replayShape,
  },
  ({ authorized, body }) =>
    body.apply ? startReplay(authorized, replayChoice(body)) : previewReplay(authorized, replayChoice(body)),
);
