import { z } from "zod";
import { getSource } from "../../../../../../lib/access/source.ts";
import { loadHealth } from "../../../../../../lib/ingest/health.ts";
import { loadScore } from "../../../../../../lib/ingest/score.ts";
import { operation } from "../../../../_rest/operation.ts";
import { scoredHealthShape } from "../../../../_rest/score-shape.ts";
import { given, instantShape } from "../../../../_rest/shape.ts";

/** The event store keeps instants of these centuries; nothing was received outside them. */
function within(instant: string): Date {
  return new Date(Math.min(Math.max(Date.parse(instant), 0), Date.UTC(2200, 0)));
}

export const GET = operation(
  {
    summary:
      "What came in, per source and hour: received = conformant + violating + unplanned + malformed; and the quality score",
    reach: "project",
    scope: "events:read",
    query: z.strictObject({
      from: instantShape.optional(),
      to: instantShape.optional(),
      source: z.string().max(100).optional(),
    }),
    answer: scoredHealthShape,
  },
  async ({ authorized, query: { from, to, source }, request }) => {
    const sourceNumber = source === undefined ? undefined : (await getSource(authorized, source)).number;
    const counted = given({ sourceNumber, signal: request.signal });
    const health = await loadHealth(
      authorized,
      given({
        ...counted,
        from: from === undefined ? undefined : within(from),
        to: to === undefined ? undefined : within(to),
      }),
    );
    return { ...health, score: await loadScore(authorized, health, counted) };
  },
);
