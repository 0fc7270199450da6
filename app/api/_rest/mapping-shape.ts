/** Shapes of the operations on the mappings of rows. */

import { z } from "zod";
import { mappingSchema } from "../../../lib/intake/mapping.ts";
import { instantShape } from "./shape.ts";

export const mappingParams = z.object({ mapping: z.string() });

export const keptMappingShape = z.object({
  name: z.string(),
  state: z.enum(["waiting", "approved"]).describe("waiting: the latest document is not approved, whatever is in force"),
  revision: z.int().describe("Of the latest document; counts from 1"),
  mapping: mappingSchema.describe("The latest document"),
  savedBy: z.string(),
  savedAt: instantShape,
  approved: mappingSchema.nullable().describe("In force; null before the first approval"),
  approvedBy: z.string(),
  approvedAt: instantShape.nullable(),
});

export const savedMappingShape = z.strictObject({
  mapping: mappingSchema,
  revision: z.int().min(0).describe("Of the document that it was begun on; 0 for a new one"),
});

export const approvedMappingShape = z.strictObject({
  revision: z.int().min(1).describe("Of the document that was read"),
});
