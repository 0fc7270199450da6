/** Commands on the purposes for which a plan processes data. A purpose is known by its key. */

import { z } from "zod";
import { defineCommand } from "./edit-command.ts";
import { addKeyed, keyedPath, removeKeyed, updateKeyed } from "./edit-keyed.ts";
import { type PatchShape, patchPaths, setPatchSchema, textPatchSchema } from "./edit-patch.ts";
import type { Purpose } from "./plan-settings.ts";
import { nameSchema, purposeSchema } from "./schema.ts";

const newPurposeSchema = purposeSchema as unknown as z.ZodType<Purpose>;
const fields = purposeSchema.shape;

export const addPurpose = defineCommand(
  "addPurpose",
  { purpose: newPurposeSchema },
  {
    apply: (plan, { purpose }) => addKeyed(plan, "purposes", purpose),
    touched: ({ purpose }) => [keyedPath("purposes", purpose.key)],
  },
);

const PURPOSE_SHAPE: PatchShape = { texts: ["name", "description"], sets: ["recipients"] };
export const updatePurpose = defineCommand(
  "updatePurpose",
  {
    key: nameSchema,
    changes: z.strictObject({
      name: textPatchSchema.optional(),
      description: textPatchSchema.optional(),
      legalBasis: fields.legalBasis.optional(),
      recipients: setPatchSchema(nameSchema),
      retentionDays: fields.retentionDays.unwrap().nullable().optional(),
    }),
  },
  {
    apply: (plan, { key, changes }) => updateKeyed(plan, { field: "purposes", key }, changes, PURPOSE_SHAPE),
    touched: ({ key, changes }) => patchPaths(keyedPath("purposes", key), changes, PURPOSE_SHAPE),
  },
);

/** Removes a purpose. Events and properties that name it keep the word, and a finding says so. */
export const removePurpose = defineCommand(
  "removePurpose",
  { key: nameSchema },
  {
    apply: (plan, { key }) => removeKeyed(plan, "purposes", key),
    touched: ({ key }) => [keyedPath("purposes", key)],
  },
);
