/** The shape of a transformation, as edits and plan files give it. */

import { z } from "zod";
import { daySchema, reasonSchema, wordSchema } from "./schema-text.ts";
import { TRANSFORMATION_OPERATIONS } from "./transformation.ts";

/** Values that one transformation maps. */
const MOST_VALUES = 200;

export const transformationSchema = z.strictObject({
  key: wordSchema,
  event: wordSchema,
  operation: z.enum(TRANSFORMATION_OPERATIONS),
  property: wordSchema.optional(),
  to: wordSchema.optional(),
  values: z
    .record(z.string().max(500), z.union([z.string().max(500), z.number(), z.boolean()]))
    .refine((values) => Object.keys(values).length <= MOST_VALUES)
    .optional(),
  sources: z.array(wordSchema).default([]),
  before: wordSchema.optional(),
  reason: reasonSchema,
  until: daySchema,
});
