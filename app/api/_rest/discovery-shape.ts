/** Shapes of discovery in the API. */

import { z } from "zod";
import { ENVIRONMENTS } from "../../../lib/access/source.ts";
import { CHOSEN_MOST } from "../../../lib/discovery/adopt.ts";
import { DISCOVERY_DAYS } from "../../../lib/discovery/discovery.ts";
import { LANGUAGES } from "../../../lib/plan/plan.ts";
import { propertyTypeSchema } from "../../../lib/plan/schema.ts";
import { VALUE_CLASSES } from "../../../lib/plan/value-class.ts";
import { AUDIT_FORMATS } from "../../_hand-over/audit-file.ts";
import { instantShape } from "./shape.ts";

const DAYS_MOST = Math.max(...DISCOVERY_DAYS);

const filterShape = {
  days: z.coerce.number().int().min(1).max(DAYS_MOST).default(7).describe("How far back is looked"),
  environment: z.enum(ENVIRONMENTS).optional(),
  source: z.string().max(100).optional().describe("Slug"),
};

export const propertiesQueryShape = z.strictObject(filterShape);

export const discoveryQueryShape = z.strictObject({
  ...filterShape,
  factor: z.coerce
    .number()
    .min(1)
    .max(100)
    .default(3)
    .describe("An event is silent after so many times its longest gap, and at least a day"),
});

const callShape = { callType: z.string().max(20), name: z.string().max(1_000) };

export const profileQueryShape = z.strictObject({ ...filterShape, ...callShape });

const sourcesShape = z.array(z.object({ slug: z.string(), name: z.string() }));

const cameShape = {
  events: z.int(),
  users: z.int().describe("People or devices, about"),
  firstSeen: instantShape,
  lastSeen: instantShape,
  sources: sourcesShape,
};

export const discoveredShape = z.object({
  unplanned: z.array(z.object({ ...callShape, ...cameShape })).describe("The most frequent first"),
  missing: z
    .array(z.object({ ...callShape, eventId: z.string(), sources: z.array(z.string()) }))
    .describe("Planned, not deprecated, and never received"),
  silent: z
    .array(
      z.object({
        ...callShape,
        eventId: z.string(),
        lastSeen: instantShape,
        silence: z.int().describe("Seconds"),
        longestGap: z.int().optional().describe("Seconds; absent where it last came more than 90 days ago"),
      }),
    )
    .describe("The longest silence first"),
  cut: z.boolean().describe("More names came than are looked at"),
});

const foundShape = {
  property: z.string().describe("Keys joined by dots, [] for the items of a list"),
  pointer: z
    .string()
    .describe("The same as a JSON pointer below the properties or the traits, * for the items of a list"),
  ...cameShape,
  share: z.number().describe("Of the events that could have it, 0 to 1"),
  candidate: z.object({
    type: propertyTypeSchema.describe("Takes each of the samples it was inferred from"),
    required: z.boolean().describe("In every event, of 20 at least"),
    listed: z.array(z.string()).optional().describe("The texts it takes, where they look like a list of allowed ones"),
    valueClass: z.enum(VALUE_CLASSES).optional().describe("Personal data by its looks"),
  }),
  samples: z.array(z.string()).describe("Private values covered"),
};

const sinceShape = instantShape.optional().describe("Set where only the latest 200,000 events were read: since when");

export const propertiesShape = z.object({
  items: z
    .array(z.object({ ...callShape, eventId: z.string().optional(), ...foundShape }))
    .describe(
      "The most frequent first; those of `identify` are traits of users, those of `group` of the group type they name",
    ),
  since: sinceShape,
  cut: z.boolean(),
});

export const profileShape = z.object({
  ...callShape,
  eventId: z.string().optional(),
  events: z.int(),
  days: z.array(z.object({ day: z.iso.date(), events: z.int() })).describe("In the project's time zone"),
  properties: z.array(
    z.object({
      ...foundShape,
      planned: z.boolean(),
      values: z.array(z.object({ text: z.string(), events: z.int() })).describe("The most frequent"),
      spread: z.array(z.number()).optional().describe("Of numbers: least, quarter, half, three quarters, greatest"),
    }),
  ),
  since: sinceShape,
});

export const chosenShape = z.strictObject({
  ...callShape,
  property: z.string().max(1_000).optional().describe("As it was listed; absent for a whole event"),
});

export const adoptShape = z.strictObject({
  ...filterShape,
  chosen: z.array(chosenShape).min(1).max(CHOSEN_MOST),
  branch: z.string().max(63).optional().describe("Default: a new one, made from main"),
  lists: z.boolean().default(false).describe("Texts that look like a list of allowed ones become that list"),
});

export const auditQueryShape = z.strictObject({
  name: z.string().max(200).default("events").describe("Of the file, as the document names it"),
  source: z.string().max(100).optional().describe("Slug: its latest 200,000 calls are audited, and no file"),
  days: filterShape.days,
  against: z.enum(["latest", "none"]).default("latest").describe("The latest version of the plan, or no plan"),
  format: z.enum(AUDIT_FORMATS).default("json"),
  language: z.enum(LANGUAGES).default("en"),
});
