/** Shapes of the house library in the API. */

import { z } from "zod";
import type { LocalizedText } from "../../../lib/plan/plan.ts";
import { localizedTextSchema } from "../../../lib/plan/schema.ts";
import { COUNTED, type HouseCounts } from "../../../lib/template/house.ts";
import type { HouseStanding } from "../../../lib/template/store-house-standing.ts";
import { instantShape } from "./shape.ts";

const text = localizedTextSchema as z.ZodType<LocalizedText>;

export const houseParams = z.object({ template: z.string().max(100) });

export const savedHouseShape = z.object({ id: z.string(), version: z.int() });

export const houseVersionShape = z.object({
  version: z.int(),
  hash: z.string().describe("SHA-256 of the canonical JSON of what it holds"),
  notes: z.string(),
  savedFrom: z.string().describe("The project and branch or version it was taken of, or the file"),
  savedBy: z.string(),
  savedAt: instantShape,
});

const standingShape = z.object({
  applied: z.object({ version: z.int(), at: instantShape }).optional().describe("The version in this project’s plan"),
  pending: z.object({ version: z.int(), branch: z.string() }).optional().describe("A branch that is not merged yet"),
  offer: z.int().optional().describe("A later version that was neither taken nor put aside"),
});

export const houseSummaryShape = z.object({
  id: z.string(),
  name: text,
  description: text,
  latestVersion: z.int(),
  counts: z.object(Object.fromEntries(COUNTED.map((kind) => [kind, z.int()]))) as unknown as z.ZodType<HouseCounts>,
  updatedAt: instantShape,
  workspace: z.object({ name: z.string(), own: z.boolean() }),
  standing: standingShape,
});

/** Where a project stands, without what only we need of it. */
export function standingOf({ applied, pending, offer }: HouseStanding) {
  return {
    ...(applied === undefined ? {} : { applied: { version: applied.version, at: applied.at } }),
    ...(pending === undefined ? {} : { pending }),
    ...(offer === undefined ? {} : { offer }),
  };
}
