/** Commands on the transformations of a plan. One is known by its key. */

import { z } from "zod";
import { defineCommand } from "./edit-command.ts";
import { addKeyed, keyedPath, removeKeyed, updateKeyed } from "./edit-keyed.ts";
import { type PatchShape, patchPaths, setPatchSchema } from "./edit-patch.ts";
import { wordSchema } from "./schema-text.ts";
import { transformationSchema } from "./schema-transformation.ts";
import type { Transformation } from "./transformation.ts";

const newTransformationSchema = transformationSchema as unknown as z.ZodType<Transformation>;
const fields = transformationSchema.shape;

export const addTransformation = defineCommand(
  "addTransformation",
  { transformation: newTransformationSchema },
  {
    apply: (plan, { transformation }) => addKeyed(plan, "transformations", transformation),
    touched: ({ transformation }) => [keyedPath("transformations", transformation.key)],
  },
);

const TRANSFORMATION_SHAPE: PatchShape = { sets: ["sources"] };
export const updateTransformation = defineCommand(
  "updateTransformation",
  {
    key: wordSchema,
    changes: z.strictObject({
      event: fields.event.optional(),
      operation: fields.operation.optional(),
      property: fields.property.unwrap().nullable().optional(),
      to: fields.to.unwrap().nullable().optional(),
      values: fields.values.unwrap().nullable().optional(),
      sources: setPatchSchema(wordSchema),
      before: fields.before.unwrap().nullable().optional(),
      reason: fields.reason.optional(),
      until: fields.until.optional(),
    }),
  },
  {
    apply: (plan, { key, changes }) =>
      updateKeyed(plan, { field: "transformations", key }, changes, TRANSFORMATION_SHAPE),
    touched: ({ key, changes }) => patchPaths(keyedPath("transformations", key), changes, TRANSFORMATION_SHAPE),
  },
);

/** Removes a transformation: what comes from then on is judged as it comes, and what was mended stays so. */
export const removeTransformation = defineCommand(
  "removeTransformation",
  { key: wordSchema },
  {
    apply: (plan, { key }) => removeKeyed(plan, "transformations", key),
    touched: ({ key }) => [keyedPath("transformations", key)],
  },
);
