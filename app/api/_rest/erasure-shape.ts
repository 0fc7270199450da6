/** Shapes of erasures in the API. */

import { z } from "zod";
import { ERASURE_PLACES, ERASURE_STATES } from "../../../lib/privacy/erasure.ts";
import { instantShape } from "./shape.ts";

/** Whom to erase. */
export const askedShape = z
  .strictObject({
    userId: z.string().optional(),
    anonymousId: z.string().optional(),
    person: z.int().optional().describe("The person's number within the project"),
  })
  .describe("One of the three; every id that was linked to it is erased as well");

export const erasureParams = z.object({ erasure: z.string() });

export const previewShape = z.object({
  users: z.int().describe("User ids"),
  anonymous: z.int().describe("Anonymous ids linked to them"),
  events: z.int().describe("Events received so far"),
});

const placeShape = z.enum(ERASURE_PLACES);

export const erasureShape = z.object({
  id: z.string(),
  state: z
    .enum(ERASURE_STATES)
    .describe(
      "running: being removed. clearing: nothing of it can be read any more, former files are not cleared away yet. done: they are",
    ),
  step: z.union([placeShape, z.literal("")]).describe("The place that is being cleared"),
  cleared: z.int().describe("Places that are cleared"),
  places: z.int(),
  removed: z.array(z.object({ place: placeShape, count: z.int() })).describe("Rows or texts removed, by place"),
  ids: z.int().describe("How many ids were forgotten; which, the receipt does not say"),
  waits: z.string().optional().describe("Why it does not go on; it is tried again"),
  startedByName: z.string(),
  startedAt: instantShape,
  cutAt: instantShape.nullable().describe("Everything received before is removed"),
  removedAt: instantShape.nullable().describe("From then on nothing of it can be read"),
  finishedAt: instantShape.nullable().describe("From then on nothing of it is on disk"),
});
