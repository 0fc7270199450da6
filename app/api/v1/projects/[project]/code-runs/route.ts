import { codeRunSchema } from "../../../../../../lib/plan/code-run.ts";
import { listCodeRuns, saveCodeRun } from "../../../../../../lib/plan/store-code-run.ts";
import { codeRunSummaryShape } from "../../../../_rest/code-run-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { listOf } from "../../../../_rest/shape.ts";

/** Some thousand events with dozens of places each. */
const RUN_BYTES_MAX = 8 * 1024 * 1024;

export const GET = operation(
  {
    summary: "The releases of sources whose code was told by `gabarit status --update`, the latest first",
    reach: "project",
    scope: "plan:read",
    answer: listOf(codeRunSummaryShape),
  },
  async ({ authorized }) => {
    const runs = await listCodeRuns(authorized);
    return { items: runs.map((run) => ({ ...run, postedAt: run.postedAt.toISOString() })) };
  },
);

export const POST = operation(
  {
    summary: "Tell where the code of a release of a source calls planned events; the same release is replaced",
    reach: "project",
    role: "editor",
    scope: "sources:write",
    body: codeRunSchema,
    maxBytes: RUN_BYTES_MAX,
    answer: codeRunSummaryShape,
    limit: "postCode",
  },
  async ({ authorized, body }) => {
    const run = await saveCodeRun(authorized, body);
    return { ...run, postedAt: run.postedAt.toISOString() };
  },
);
