import { cancelReplay } from "../../../../../../../../lib/ingest/replay.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { replayParams, replayShape } from "../../../../../../_rest/replay-shape.ts";

export const POST = operation(
  {
    summary: "Stop a replay after the events it is at; what came before them stays applied",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: replayParams,
    answer: replayShape,
  },
  ({ authorized, params }) => cancelReplay(authorized, params.replay),
);
