/** Shapes of re-verdicts in the API. */

import { z } from "zod";
import { instantShape } from "./shape.ts";

export const judgingVersionShape = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)
  .describe("The published version that judges; the latest without it");

export const releaseChoiceShape = z.strictObject({
  includeBlocked: z.boolean().default(false).describe("Only a person may ask for these"),
  planVersion: judgingVersionShape.optional(),
});

export const releasePreviewShape = z.object({
  planVersion: z.int().describe("The version that would judge; 0 when none is published"),
  judged: z.int(),
  released: z.int(),
  stillHeld: z.int(),
  blocked: z.int().describe("Held by blocking sources and left out"),
});

export const releaseShape = z.object({
  id: z.string(),
  planVersion: z.int(),
  judged: z.int(),
  released: z.int(),
});

export const releaseRecordShape = releaseShape.extend({
  fingerprint: z.string().optional(),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  startedAt: instantShape,
  finishedAt: instantShape.optional(),
});
