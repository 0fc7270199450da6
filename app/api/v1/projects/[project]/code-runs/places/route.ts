import { z } from "zod";
import { placesOfRun } from "../../../../../../../lib/plan/code-run.ts";
import { findCodeRun } from "../../../../../../../lib/plan/store-code-run.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "How many places of each event each file of a source had at its last run, to tell which were lost since",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      source: z.string().describe("Slug of the source"),
      except: z.string().optional().describe("A release that is not meant: the latest of another one answers"),
    }),
    answer: z.object({
      events: z
        .record(z.string(), z.record(z.string(), z.int()))
        .nullable()
        .describe("By event id, then by path; null before the first run"),
    }),
  },
  async ({ authorized, query: { source, except } }) => {
    const run = await findCodeRun(authorized, source, { except });
    return { events: run === undefined ? null : placesOfRun(run) };
  },
);
