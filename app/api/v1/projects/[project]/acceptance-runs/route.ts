import { listRuns, startRun } from "../../../../../../lib/acceptance/store.ts";
import { newRunShape, runPageShape, runQueryShape, runShape, toldRun } from "../../../../_rest/acceptance-shape.ts";
import { operation } from "../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "Acceptance runs of the project, the latest first unless sorted otherwise",
    reach: "project",
    scope: "events:read",
    query: runQueryShape,
    answer: runPageShape,
  },
  async ({ authorized, query }) => {
    const found = await listRuns(authorized, query);
    return { ...found, items: found.items.map(toldRun) };
  },
);

export const POST = operation(
  {
    summary: "Start an acceptance run: what the chosen person sends to the source from now on counts",
    reach: "project",
    role: "editor",
    scope: "events:write",
    body: newRunShape,
    answer: runShape,
    status: 201,
  },
  async ({ authorized, body }) => toldRun(await startRun(authorized, body)),
);
