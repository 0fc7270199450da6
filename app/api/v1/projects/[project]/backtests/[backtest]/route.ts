import { z } from "zod";
import { followBacktest, getBacktest } from "../../../../../../../lib/backtest/store.ts";
import { backtestParams, backtestWithResultShape } from "../../../../../_rest/backtest-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "One back-test: its progress, and its result once it is done",
    reach: "project",
    scope: "events:read",
    params: backtestParams,
    query: z.strictObject({ result: z.enum(["true", "false"]).default("true") }),
    answer: backtestWithResultShape,
  },
  async ({ authorized, params, query }) =>
    query.result === "true"
      ? getBacktest(authorized, params.backtest)
      : { ...(await followBacktest(authorized, params.backtest)), result: null },
);
