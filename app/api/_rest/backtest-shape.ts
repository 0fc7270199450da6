/** Shapes of witnesses and back-tests in the API. */

import { z } from "zod";
import { ENVIRONMENTS } from "../../../lib/access/source.ts";
import { BACKTEST_STATES, DEFAULT_DAYS, MOST_DAYS } from "../../../lib/backtest/backtest.ts";
import { FIGURE_KINDS } from "../../../lib/backtest/metric-figure.ts";
import { changeShape } from "./plan-shape.ts";
import { instantShape } from "./shape.ts";

const reasonShape = { reason: z.string(), en: z.string(), fr: z.string() };

export const witnessShape = z
  .discriminatedUnion("outcome", [
    z.object({
      outcome: z.literal("payload"),
      call: z
        .record(z.string(), z.unknown())
        .describe("A call that was valid before: type, name, properties or traits"),
      source: z.string().optional().describe("The source that sends it, where the change concerns sources"),
      breaks: z.object({
        code: z.string(),
        path: z.string().describe("JSON pointer into the call"),
        keyword: z.string().optional(),
      }),
    }),
    z.object({ outcome: z.literal("no_payload"), ...reasonShape }),
    z.object({ outcome: z.literal("undecidable"), ...reasonShape }),
  ])
  .describe("Of a breaking change: a call that was valid before and is not after, or why none can be given");

/** A change as the comparing operations answer it. */
export const witnessedChangeShape = changeShape.extend({
  witness: witnessShape.optional(),
  received: z
    .object({
      last7Days: z.int(),
      last30Days: z.int(),
      atLeast: z.boolean().describe("Only the latest calls were looked at: there may be more"),
    })
    .optional()
    .describe("Production calls that were valid before and would be refused for this change; with `received=true`"),
});

/** Whether received calls are counted, which takes some seconds. */
export const receivedQuery = { received: z.enum(["true", "false"]).default("false") };

const totalsShape = z.object({
  failing: z.int().describe("Conformant under the published plan, not under the branch"),
  passing: z.int().describe("Not conformant under the published plan, conformant under the branch"),
  conformant: z.int().describe("Conformant under both"),
  violating: z.int().describe("Conformant under neither"),
});

const effectShape = z.enum(["failing", "passing"]);
const breachShape = { code: z.string(), path: z.string(), keyword: z.string().optional() };

const backtestResultShape = z.object({
  totals: totalsShape,
  unreadable: z.int(),
  rows: z.array(
    z.object({
      event: z.string(),
      eventId: z.string().optional(),
      name: z.string(),
      callType: z.string(),
      source: z.string(),
      appVersion: z.string(),
      totals: totalsShape,
    }),
  ),
  breaches: z.array(z.object({ event: z.string(), effect: effectShape, ...breachShape, count: z.int() })),
  samples: z.array(
    z.object({
      event: z.string(),
      effect: effectShape,
      call: z.unknown().describe("Private values covered"),
      breaks: z.array(z.object(breachShape)),
      source: z.string(),
      appVersion: z.string(),
      receivedAt: z.int().describe("Epoch milliseconds"),
    }),
  ),
  from: z.int().describe("Epoch milliseconds"),
  until: z.int().describe("Epoch milliseconds"),
  leftOut: z.int().describe("Events of that time beyond the most that one back-test judges: the oldest ones"),
  seconds: z.number(),
  metrics: z
    .array(
      z.object({
        kind: z.string(),
        id: z.string(),
        name: z.string(),
        figures: z.array(
          z.object({
            kind: z.enum(FIGURE_KINDS),
            index: z.int().optional(),
            series: z.string().nullable().optional(),
            share: z.boolean(),
            value: z.number().nullable().describe("Under the published plan"),
            after: z.number().nullable().describe("Under the branch"),
          }),
        ),
        older: z
          .literal(true)
          .optional()
          .describe("Events from before those judged count too, and stay as they are under both"),
        refused: z.object({ side: z.enum(["before", "after"]), en: z.string(), fr: z.string() }).optional(),
      }),
    )
    .describe("Saved cohorts and reports under both plans"),
});

export const backtestShape = z.object({
  id: z.string(),
  branch: z.string(),
  revision: z.int().describe("Of the branch that was judged"),
  publishedVersion: z.int().describe("What it was compared with; 0 when nothing was published"),
  days: z.int(),
  environment: z.string(),
  state: z.enum(BACKTEST_STATES),
  judged: z.int(),
  total: z.int(),
  answered: z.int().describe("Saved cohorts and reports computed under both plans, once the events are judged"),
  questions: z.int().describe("How many of them there are; 0 while events are judged"),
  startedByName: z.string(),
  startedAt: instantShape,
  finishedAt: instantShape.nullable(),
  stale: z
    .enum(["branch", "main", "published"])
    .nullable()
    .describe("What changed since, so that it no longer speaks of what would be merged"),
});

export const backtestWithResultShape = backtestShape.extend({ result: backtestResultShape.nullable() });

export const backtestParams = z.object({ backtest: z.string().max(40) });

export const backtestChoiceShape = z.strictObject({
  days: z.int().min(1).max(MOST_DAYS).default(DEFAULT_DAYS),
  environment: z.enum(ENVIRONMENTS).default("production"),
});
