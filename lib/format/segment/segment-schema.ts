/**
 * The JSON of Segment Protocols, in its three shapes: the rules of the Public API (schema of the whole message), the
 * `plan.json` of Typewriter 8 (schema of the properties alone), and the plans of the former Config API (`rules.events`).
 *
 * Sources: npm @segment/public-api-sdk-typescript `trackingPlanV1`, `ruleV1`; segmentio/typewriter.
 */

import { z } from "zod";
import type { JsonObject } from "../../plan/plan.ts";
import { isJsonObject } from "../schema-keyword.ts";

const RULE_TYPES = ["TRACK", "PAGE", "SCREEN", "IDENTIFY", "GROUP", "COMMON"] as const;

/** As it is: a parser of records would leave out a property called `__proto__`. */
const jsonObjectSchema = z.custom<JsonObject>(isJsonObject, "a JSON Schema");

/** A date that says "never". */
export const NEVER = "0001-01-01T00:00:00.000Z";

/** When an event was deprecated that has no date: a plan says that it is, not since when. */
export const UNDATED = "1970-01-01T00:00:00.000Z";

const ruleSchema = z
  .looseObject({
    type: z.enum(RULE_TYPES),
    key: z.string().optional(),
    version: z.number().optional(),
    jsonSchema: jsonObjectSchema,
    deprecatedAt: z.string().nullish(),
  })
  .refine((rule) => rule.key !== undefined || !["TRACK", "PAGE", "SCREEN"].includes(rule.type), {
    path: ["key"],
    message: "the name of the event",
  });

export type SegmentRule = z.infer<typeof ruleSchema>;

const words = { name: z.string().optional(), description: z.string().nullish() };

export const segmentPlanSchema = z.looseObject({ ...words, rules: z.array(ruleSchema) });

export const segmentConfigPlanSchema = z.looseObject({
  ...words,
  display_name: z.string().optional(),
  rules: z.looseObject({
    events: z.array(
      z.looseObject({
        name: z.string().min(1),
        description: z.string().nullish(),
        version: z.union([z.number(), z.string()]).optional(),
        rules: jsonObjectSchema,
      }),
    ),
    global: jsonObjectSchema.optional(),
    identify: jsonObjectSchema.optional(),
    group: jsonObjectSchema.optional(),
  }),
});
