import { cancelBacktest } from "../../../../../../../../lib/backtest/store.ts";
import { backtestParams, backtestShape } from "../../../../../../_rest/backtest-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Stop a back-test; one that is over stays as it is",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: backtestParams,
    answer: backtestShape,
  },
  ({ authorized, params }) => cancelBacktest(authorized, params.backtest),
);
