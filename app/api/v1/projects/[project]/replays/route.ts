import { listReplays, previewReplay, startReplay } from "../../../../../../lib/ingest/replay.ts";
import { operation } from "../../../../_rest/operation.ts";
import {
  replayChoice,
  replayChoiceShape,
  replayPageShape,
  replayQueryShape,
  replayShape,
} from "../../../../_rest/replay-shape.ts";

export const GET = operation(
  {
    summary: "Replays that change analysis, releases included, the latest first unless sorted otherwise",
    reach: "project",
    scope: "events:read",
    query: replayQueryShape,
    answer: replayPageShape,
  },
  ({ authorized, query }) => listReplays(authorized, query),
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
