import { z } from "zod";
import { correctionOf } from "../../../../../../lib/ingest/corrected-call.ts";
import { listLiveEvents } from "../../../../../../lib/ingest/live.ts";
import { judgingPlan } from "../../../../../../lib/ingest/try-call.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { VERDICTS } from "../../../../../../lib/violation/violation.ts";
import { liveEventShape } from "../../../../_rest/event-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { given, listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary:
      "The latest received events with their verdicts and, where one is clear, the call as it should have been, within the moment they were acknowledged",
    reach: "project",
    scope: "events:read",
    query: z.strictObject({
      source: z.string().max(100).optional(),
      event: z.string().max(100).optional().describe("Id of a planned event"),
      verdict: z.enum(VERDICTS).optional().describe("The verdict it arrived with"),
      search: z
        .string()
        .max(200)
        .optional()
        .describe("Part of the event's name, whatever the case; or a user id or an anonymous id, whole"),
      after: z.coerce.number().int().min(0).optional().describe("Only what arrived after this `uid`"),
      branch: z.string().max(100).optional().describe("A branch whose verdict each event gets too, as `other`"),
      limit: z.coerce.number().int().min(1).max(100).optional(),
    }),
    answer: listOf(liveEventShape, "20 unless `limit` asks for another number"),
  },
  async ({ authorized, query }) => {
    const plan = (await latestVersion(authorized.projectId))?.plan;
    const filter = given({
      sourceSlug: query.source,
      eventId: query.event,
      verdict: query.verdict,
      search: query.search,
      afterUid: query.after,
      limit: query.limit,
      plan,
      other: query.branch === undefined ? undefined : await judgingPlan(authorized, query.branch),
    });
    const events = await listLiveEvents(authorized, filter);
    return { items: events.map((event) => ({ ...event, ...given({ corrected: correctionOf(event, plan) }) })) };
  },
);
