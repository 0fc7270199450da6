/** Shapes of replays in the API. */

import { z } from "zod";
import { ENVIRONMENTS } from "../../../lib/access/source.ts";
import { REPLAY_SORTS, REPLAY_STATES } from "../../../lib/ingest/replay.ts";
import { EFFECTS } from "../../../lib/ingest/replay-effect.ts";
import type { ReplayChoice } from "../../../lib/ingest/replay-follow.ts";
import { fingerprintShape } from "./decision-shape.ts";
import { judgingVersionShape } from "./release-shape.ts";
import { given, instantShape } from "./shape.ts";

export const replayParams = z.object({ replay: z.string() });

const rangeShape = {
  from: instantShape.optional().describe("Received from then on"),
  until: instantShape.optional().describe("Received before then; never later than the call"),
  source: z.string().max(100).optional().describe("The source's slug"),
  environment: z.enum(ENVIRONMENTS).optional(),
  event: z.string().max(1000).optional().describe("The name they came under"),
  now: z.enum(["conformant", "held"]).optional().describe("Only what is in analysis now, or what is kept out of it"),
  includeBlocked: z.boolean().optional().describe("Only a person may ask for these"),
};

export const replayChoiceShape = z.strictObject({
  apply: z.boolean().default(false).describe("False previews: nothing changes"),
  planVersion: judgingVersionShape.optional(),
  branch: z.string().max(63).optional().describe("Judges in the place of a version, in a preview only"),
  ...rangeShape,
  fingerprint: fingerprintShape.optional().describe("Only held events with this violation"),
});

export function replayChoice(body: z.output<typeof replayChoiceShape>): ReplayChoice {
  const { apply: _apply, from, until, ...rest } = body;
  const dates = {
    from: from === undefined ? undefined : new Date(from),
    until: until === undefined ? undefined : new Date(until),
  };
  return given({ ...rest, ...dates });
}

const countsShape = z
  .object({ stays: z.int(), added: z.int(), withdrawn: z.int(), moved: z.int(), held: z.int() })
  .describe(
    "In analysis before and after; entering it; leaving it; becoming another planned event or other traits; kept out",
  );

export const replayShape = z.object({
  id: z.string(),
  planVersion: z.int().describe("0 for a branch"),
  branch: z.string().nullable(),
  applies: z.boolean().describe("False for a preview"),
  range: z.object({
    ...rangeShape,
    fingerprint: z.string().optional().describe("Only held events with this violation"),
  }),
  state: z.enum(REPLAY_STATES),
  judged: z.int(),
  total: z.int(),
  totals: countsShape,
  refused: z.int().describe("By the event store; kept out, with the reason"),
  startedByName: z.string(),
  startedAt: instantShape,
  finishedAt: instantShape.nullable(),
});

export const replayPageShape = z.object({
  items: z.array(replayShape).describe("50 a page unless `pageSize` asks for another number"),
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
});

export const replayQueryShape = z.strictObject({
  search: z
    .string()
    .max(200)
    .optional()
    .describe("Part of an event's name, a source's slug, or of the name of who started it"),
  state: z.enum(REPLAY_STATES).optional(),
  sort: z.enum(REPLAY_SORTS).optional(),
  order: z.enum(["ascending", "descending"]).optional(),
  page: z.coerce.number().int().min(1).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

export const replayWithResultShape = replayShape.extend({
  events: z.array(countsShape.extend({ eventId: z.string().optional(), callType: z.string(), name: z.string() })),
  samples: z
    .array(
      z.object({
        effect: z.enum(EFFECTS),
        eventId: z.string().optional(),
        call: z.unknown().describe("As received, private values covered"),
        breaks: z.array(z.object({ code: z.string(), path: z.string() })),
      }),
    )
    .describe("Of the latest replays, while the process that ran them runs"),
});
