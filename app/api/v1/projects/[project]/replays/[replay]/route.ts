import { getReplay } from "../../../../../../../lib/ingest/replay.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { replayParams, replayWithResultShape } from "../../../../../_rest/replay-shape.ts";

export const GET = operation(
  {
    summary: "One replay or preview: how far it is, and what it does by event",
    reach: "project",
    scope: "events:read",
    params: replayParams,
    answer: replayWithResultShape,
  },
  ({ authorized, params }) => getReplay(authorized, params.replay),
);
