/** Shapes of the operations on destinations. */

import { z } from "zod";
import { ENVIRONMENTS } from "../../../lib/access/source.ts";
import { DESTINATION_KINDS, TAKES } from "../../../lib/destination/destination.ts";
import { FILE_FORMATS } from "../../../lib/destination/files/place.ts";
import { DESTINATION_STATES, type Destination } from "../../../lib/destination/store.ts";
import { PRIVACY_CLASSES } from "../../../lib/plan/plan.ts";
import { instantShape, nameShape } from "./shape.ts";

export const destinationParams = z.object({ destination: z.string() });
export const backfillParams = z.object({ destination: z.string(), backfill: z.string() });

const kindShape = z
  .enum(DESTINATION_KINDS)
  .describe(
    "webhook: JSON signed as Standard Webhooks are; segment: what takes /v1/batch; mixpanel: its /import; folder, s3: files by event and day",
  );

const fields = {
  name: nameShape,
  takes: z
    .enum(TAKES)
    .describe("conformant: what conforms alone; let_through: also what does not where its source observes"),
  environments: z.array(z.enum(ENVIRONMENTS)).max(ENVIRONMENTS.length),
  sources: z.array(z.string().max(100)).max(1000).describe("Slugs; none means every source"),
  events: z.array(z.string().max(100)).max(1000).describe("Ids of planned events; none means every event"),
  people: z.boolean().describe("Also calls about people and groups; not of mixpanel and files"),
  format: z.enum(FILE_FORMATS).describe("Of files"),
  privacy: z
    .array(z.enum(PRIVACY_CLASSES))
    .max(PRIVACY_CLASSES.length)
    .describe("Classes whose values may leave; what the plan does not class leaves with sensitive alone"),
  names: z
    .record(z.string().max(100), z.string().min(1).max(200))
    .describe("Id of an event or property to its name there; what is not listed keeps its name of the plan"),
} as const;

export const destinationShape = z.object({
  id: z.string(),
  kind: kindShape,
  ...fields,
  address: z.string().describe("Where it leads, without what may be a secret in it"),
  state: z.enum(DESTINATION_STATES),
  createdAt: instantShape,
  pausedAt: instantShape.nullable(),
  failingSince: instantShape.nullable(),
  nextAt: instantShape.nullable().describe("When it is tried again, while it fails"),
  status: z.int().nullable().describe("Of the latest answer; null where there was none"),
  excerpt: z.string().describe("The beginning of the latest answer, or why there was none"),
  sent: z.int().describe("Events taken so far; of files, those in them"),
  files: z.int().describe("How many files there are"),
  sentAt: instantShape.nullable(),
  dead: z.int().describe("Events refused for good"),
});

export const destinationWaitingShape = destinationShape.extend({
  waiting: z.int().describe("Events that arrived and are still to be sent"),
  waitingSince: instantShape.nullable().describe("When the first of them was received"),
});

const urlShape = z
  .string()
  .max(2000)
  .describe("Of a folder its name below the folder of exports; of s3 https://endpoint/bucket/prefix?region=...");
const secretShape = z
  .string()
  .max(1000)
  .describe(
    "The write key, user:password, or for s3 the access key's id:secret; none for a webhook or folder. Never shown again; asked for at another address",
  );

export const newDestinationShape = z.strictObject({
  ...fields,
  kind: kindShape,
  url: urlShape,
  secret: secretShape.optional(),
  takes: fields.takes.default("conformant"),
  environments: fields.environments.default(["production"]),
  sources: fields.sources.default([]),
  events: fields.events.default([]),
  people: fields.people.default(false),
  format: fields.format.default("parquet"),
  privacy: fields.privacy.default(["none", "pseudonymous"]),
  names: fields.names.default({}),
});

export const destinationChangeShape = z.strictObject({
  name: fields.name.optional(),
  url: urlShape.optional(),
  secret: secretShape.optional(),
  takes: fields.takes.optional(),
  environments: fields.environments.optional(),
  sources: fields.sources.optional(),
  events: fields.events.optional(),
  people: fields.people.optional(),
  format: fields.format.optional(),
  privacy: fields.privacy.optional(),
  names: fields.names.optional(),
  paused: z.boolean().optional(),
});

const ownSecret = z.string().optional().describe("Of a webhook: it signs messages, and is in this answer alone");
export const madeDestinationShape = z.object({ id: z.string(), secret: ownSecret });
export const changedDestinationShape = destinationShape.extend({ secret: ownSecret });

export const deadShape = z.object({
  uid: z.string().describe("The number of the event"),
  eventName: z.string(),
  status: z.int().nullable(),
  reason: z.string().describe("The beginning of the answer"),
  diedAt: instantShape,
});

export const settleDeadShape = z.strictObject({
  act: z.enum(["retry", "discard"]),
  uids: z.array(z.string().max(20)).max(1000).optional().describe("Which events; all of them unless told otherwise"),
});

export const backfillShape = z.object({
  id: z.string(),
  from: instantShape,
  until: instantShape.describe("Excluded"),
  state: z.enum(["running", "done", "stopped"]),
  sent: z.int(),
  createdAt: instantShape,
  endedAt: instantShape.nullable(),
});

export const newBackfillShape = z.strictObject({ from: instantShape, until: instantShape });

/** What the operations show of a destination: nothing but the members of the shape. */
export function shownDestination(destination: Destination) {
  const { environments, sources, events, privacy } = destination;
  return {
    ...destination,
    ...{ environments: [...environments], sources: [...sources], events: [...events], privacy: [...privacy] },
  };
}
