/** Shapes of a dry run of a source's settings in the API. */

import { z } from "zod";
import { FATES } from "../../../lib/ingest/dry-run-result.ts";
import { jsonSchema } from "../../../lib/plan/json-value.ts";
import { instantShape } from "./shape.ts";

const fatesShape = z
  .object({ repaired: z.int(), held: z.int(), blocked: z.int() })
  .describe(
    "Of what breaks the plan: in analysis without what is left out, kept out, kept out until a person releases it",
  );

const named = {
  eventId: z.string().optional(),
  callType: z.string().describe("Empty on the line of all further events"),
  name: z.string(),
};

export const dryRunShape = z.object({
  from: instantShape,
  until: instantShape,
  received: z.int(),
  conformant: z.int().describe("In analysis as sent, whatever the settings"),
  judged: z.int().describe("Events that broke the plan and were judged under both settings"),
  leftOut: z.int().describe("Events that broke the plan, beyond the latest 50,000"),
  before: fatesShape.describe("Under the settings of today"),
  after: fatesShape.describe("Under those asked for"),
  events: z
    .array(z.object({ ...named, conformant: z.int(), before: fatesShape, after: fatesShape }))
    .describe("At most 2,000, those of which most change first; further ones are on one line"),
  samples: z
    .array(
      z.object({
        ...named,
        before: z.enum(FATES),
        after: z.enum(FATES),
        call: jsonSchema.describe("As received, private values covered"),
        stripped: z.array(z.string()).describe("JSON pointers: what would be left out"),
        breaks: z.array(z.object({ code: z.string(), path: z.string() })),
      }),
    )
    .describe("Up to three of each event and change, 100 in all"),
});
