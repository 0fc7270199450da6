/** Commands on the descriptions of those who receive data. A recipient is known by the name that purposes give it. */

import { z } from "zod";
import { defineCommand } from "./edit-command.ts";
import { addKeyed, keyedPath, removeKeyed, updateKeyed } from "./edit-keyed.ts";
import { type PatchShape, patchPaths, textPatchSchema } from "./edit-patch.ts";
import type { Recipient } from "./plan-settings.ts";
import { nameSchema, recipientSchema } from "./schema.ts";

const newRecipientSchema = recipientSchema as unknown as z.ZodType<Recipient>;

export const addRecipient = defineCommand(
  "addRecipient",
  { recipient: newRecipientSchema },
  {
    apply: (plan, { recipient }) => addKeyed(plan, "recipientDetails", recipient),
    touched: ({ recipient }) => [keyedPath("recipientDetails", recipient.key)],
  },
);

const RECIPIENT_SHAPE: PatchShape = { texts: ["description", "safeguards"] };
export const updateRecipient = defineCommand(
  "updateRecipient",
  {
    key: nameSchema,
    changes: z.strictObject({
      description: textPatchSchema.optional(),
      country: recipientSchema.shape.country.unwrap().nullable().optional(),
      safeguards: textPatchSchema.optional(),
    }),
  },
  {
    apply: (plan, { key, changes }) => updateKeyed(plan, { field: "recipientDetails", key }, changes, RECIPIENT_SHAPE),
    touched: ({ key, changes }) => patchPaths(keyedPath("recipientDetails", key), changes, RECIPIENT_SHAPE),
  },
);

/** Removes what is said of a recipient. Purposes go on naming it. */
export const removeRecipient = defineCommand(
  "removeRecipient",
  { key: nameSchema },
  {
    apply: (plan, { key }) => removeKeyed(plan, "recipientDetails", key),
    touched: ({ key }) => [keyedPath("recipientDetails", key)],
  },
);
