import { z } from "zod";
import { limitRate } from "../../../../../../../lib/access/rate-limit.ts";
import { judgingPlan, sourceRule, tryCalls } from "../../../../../../../lib/ingest/try-call.ts";
import { jsonSchema } from "../../../../../../../lib/plan/json-value.ts";
import { triedCallShape } from "../../../../../_rest/event-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { listOf } from "../../../../../_rest/shape.ts";

export const POST = operation(
  {
    summary: "Judge calls without storing or counting anything: by the latest version, or by a branch as it stands",
    reach: "project",
    scope: "events:read",
    body: z.strictObject({
      source: z.string().max(100).describe("Slug of the source whose rules apply"),
      branch: z.string().max(100).optional(),
      payload: jsonSchema.describe(
        "A call of the Segment family, a list of them, or a body with a `batch`; 50 at most",
      ),
    }),
    answer: listOf(triedCallShape, "One for each call"),
  },
  async ({ authorized, body: { source, branch, payload } }) => {
    await limitRate("query", authorized.actor.id);
    const [rule, validators] = await Promise.all([sourceRule(authorized, source), judgingPlan(authorized, branch)]);
    return { items: tryCalls(JSON.stringify(payload), validators, rule) };
  },
);
