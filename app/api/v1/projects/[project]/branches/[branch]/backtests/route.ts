import { listBacktests, startBacktest } from "../../../../../../../../lib/backtest/store.ts";
import { backtestChoiceShape, backtestShape } from "../../../../../../_rest/backtest-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams } from "../../../../../../_rest/plan-shape.ts";
import { listOf } from "../../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Back-tests of a branch, latest first, without their results",
    reach: "project",
    scope: "events:read",
    params: branchParams,
    answer: listOf(backtestShape, "The latest 50"),
  },
  async ({ authorized, params }) => ({ items: await listBacktests(authorized, params.branch) }),
);

export const POST = operation(
  {
    summary: "Judge a branch on the recorded traffic of the last days; follow it by its id",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: branchParams,
    body: backtestChoiceShape,
    answer: backtestShape,
    status: 202,
  },
  ({ authorized, params, body }) => startBacktest(authorized, params.branch, body),
);
