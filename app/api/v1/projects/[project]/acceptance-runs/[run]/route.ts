import { comparedWithLast, followRun } from "../../../../../../../lib/acceptance/follow.ts";
import { followedRunShape, runParams, toldFollowed } from "../../../../../_rest/acceptance-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { given } from "../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "An acceptance run as it stands: its list, what else came, and what changed since the last run",
    reach: "project",
    scope: "events:read",
    params: runParams,
    answer: followedRunShape,
  },
  async ({ authorized, params }) => {
    const followed = await followRun(authorized, params.run);
    const compared = await comparedWithLast(authorized, followed.run, followed.progress.items);
    return { ...toldFollowed(followed), ...given({ compared }) };
  },
);
