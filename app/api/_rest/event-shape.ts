/** Shapes of received events, violations and health in the API. */

import { z } from "zod";
import { ENVIRONMENTS } from "../../../lib/access/source.ts";
import { jsonSchema } from "../../../lib/plan/json-value.ts";
import { VALUE_HANDLINGS } from "../../../lib/plan/plan-settings.ts";
import { RESOLUTIONS } from "../../../lib/plan/version-rule.ts";
import { VIOLATION_STATES } from "../../../lib/violation/state.ts";
import { VERDICTS, VIOLATION_CODES } from "../../../lib/violation/violation.ts";
import { bilingualShape } from "./plan-shape.ts";
import { instantShape } from "./shape.ts";

const placeShape = z.object({ number: z.int(), slug: z.string(), name: z.string() });

export const violationShape = z.object({
  code: z.enum(VIOLATION_CODES),
  path: z.string(),
  keyword: z.string().optional(),
  expected: jsonSchema.optional(),
  received: jsonSchema.optional(),
  message: bilingualShape,
});

const correctedShape = z
  .object({ call: jsonSchema, changes: z.array(bilingualShape) })
  .optional()
  .describe("The call as it should have been, by the latest plan, and what was changed; absent when nothing is clear");

const resolvedShape = {
  resolved: z
    .enum(RESOLUTIONS)
    .optional()
    .describe("How the version that judged was found: the event declared it, or the rule of its source chose it"),
  plannedName: z.string().optional().describe("The name in the plan, where the event came under a former one"),
};

const triedShape = z.object({
  verdict: z.enum(VERDICTS),
  eventId: z.string().optional(),
  violations: z.array(violationShape),
});

export const triedCallShape = triedShape.extend({
  callType: z.string(),
  name: z.string(),
  call: jsonSchema.describe("As it was given"),
  corrected: correctedShape,
});

export const liveEventShape = z.object({
  uid: z.number().describe("Unique, and greater for what arrived later"),
  receivedAt: instantShape,
  source: z.string(),
  callType: z.string(),
  name: z.string(),
  eventId: z.string().optional(),
  verdict: z.enum(VERDICTS),
  planVersion: z.int(),
  ...resolvedShape,
  stripped: z
    .array(z.string())
    .optional()
    .describe("JSON pointers to the properties that its source left out, so that the rest is in analysis"),
  transformed: z
    .array(z.string())
    .optional()
    .describe("Keys of the plan's transformations that made it conform, so that it is in analysis"),
  handled: z
    .array(z.string())
    .optional()
    .describe("Values that were not kept, as the plan's privacy classes ask: `drop /properties/email`"),
  traitsHeld: z.int(),
  violations: z.array(violationShape),
  call: jsonSchema.describe("As received, private values covered"),
  corrected: correctedShape,
  other: triedShape.optional().describe("What the branch that was asked for says of it"),
});

const countsShape = z.object({
  received: z.int(),
  conformant: z.int(),
  violating: z.int(),
  unplanned: z.int(),
  malformed: z.int(),
  duplicates: z.int(),
});

export const healthShape = z.object({
  from: instantShape,
  to: instantShape,
  total: countsShape,
  bySource: z.array(countsShape.extend({ source: placeShape, environment: z.string(), lastReceived: instantShape })),
  byHour: z.array(countsShape.extend({ source: placeShape, environment: z.string(), hour: instantShape })),
  handled: z
    .array(
      z.object({
        ...{ source: placeShape, environment: z.string(), handling: z.enum(VALUE_HANDLINGS), events: z.int() },
        places: z.array(z.string()).describe("JSON pointers into the call, * for items; the most frequent, at most 10"),
      }),
    )
    .describe("Events some of whose values were not kept as they came, by what the plan makes of their privacy class"),
});

export const violationGroupShape = z.object({
  fingerprint: z.string(),
  code: z.enum(VIOLATION_CODES),
  eventName: z.string(),
  eventId: z.string().optional(),
  path: z.string(),
  keyword: z.string().optional(),
  message: bilingualShape,
  events: z.int(),
  held: z.int(),
  users: z.int(),
  moves: z.int().describe("Saved cohorts and reports that read it"),
  firstSeen: instantShape,
  lastSeen: instantShape,
  sources: z.array(placeShape),
  appVersions: z.array(z.string()),
  planVersions: z.array(z.int()),
  state: z.enum(VIOLATION_STATES),
  assignee: z.object({ personId: z.string(), name: z.string() }).optional(),
  ignoredUntil: instantShape.optional(),
  resolvedInRelease: z.string().optional(),
  note: z.string(),
  trend: z.array(z.object({ at: instantShape, events: z.int() })),
});

export const violationDetailShape = violationGroupShape.extend({
  samples: z.array(
    z.object({
      uid: z.number(),
      receivedAt: instantShape,
      source: z.string(),
      appVersion: z.string(),
      verdict: z.enum(VERDICTS),
      planVersion: z.int(),
      ...resolvedShape,
      violations: z.array(violationShape),
      call: jsonSchema,
      person: z.int().optional().describe("The number of who sent it, as in `people/{person}`"),
      corrected: correctedShape,
    }),
  ),
  affected: z
    .array(z.object({ id: z.string(), kind: z.enum(["cohort", "report"]), name: z.string(), definition: jsonSchema }))
    .describe("Cohorts and reports that read the event"),
});

/** Several values of one query parameter: given several times, or with commas. */
export function manyOf<Item extends z.ZodType<string, string>>(item: Item) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((value) => (Array.isArray(value) ? value : value.split(",")))
    .pipe(z.array(item).max(100));
}

export const violationQueryShape = z.strictObject({
  from: instantShape.optional(),
  to: instantShape.optional(),
  environment: z.enum(ENVIRONMENTS).optional(),
  source: manyOf(z.string()).optional(),
  code: manyOf(z.enum(VIOLATION_CODES)).optional(),
  event: manyOf(z.string()).optional().describe("Ids of events"),
  search: z.string().max(200).optional(),
  state: manyOf(z.enum(VIOLATION_STATES)).optional().describe("Default: open, assigned and regressed"),
  sort: z
    .enum(["impact", "users", "events", "last_seen", "first_seen"])
    .describe("Default: impact, users × (1 + moves)")
    .optional(),
  page: z.coerce.number().int().min(1).optional(),
  pageSize: z.coerce.number().int().min(1).max(500).optional(),
});
