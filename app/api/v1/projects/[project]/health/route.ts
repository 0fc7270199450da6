import { z } from "zod";
import { getSource } from "../../../../../../lib/access/source.ts";
import { loadHealth } from "../../../../../../lib/ingest/health.ts";
import { healthShape } from "../../../../_rest/event-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { given, instantShape } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "What came in, per source and hour: received = conformant + violating + unplanned + malformed",
    reach: "project",
    scope: "events:read",
    query: z.strictObject({
      from: instantShape.optional(),
      to: instantShape.optional(),
      source: z.string().max(100).optional(),
    }),
    answer: healthShape,
  },
  async ({ authorized, query: { from, to, source } }) => {
    const sourceNumber = source === undefined ? undefined : (await getSource(authorized, source)).number;
    return loadHealth(
      authorized,
      given({
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
        sourceNumber,
      }),
    );
  },
);
