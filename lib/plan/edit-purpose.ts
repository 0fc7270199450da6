/** Commands on the purposes for which a plan processes data. A purpose is known by its key. */

import { z } from "zod";
import { defineCommand, type Outcome, problem } from "./edit-command.ts";
import { type PatchShape, patched, patchPaths, setPatchSchema, textPatchSchema } from "./edit-patch.ts";
import { pathSegment } from "./edit-path.ts";
import type { Plan } from "./plan.ts";
import type { Purpose } from "./plan-settings.ts";
import { nameSchema, purposeSchema } from "./schema.ts";

const newPurposeSchema = purposeSchema as unknown as z.ZodType<Purpose>;
const fields = purposeSchema.shape;

type PurposesChange = (purposes: readonly Purpose[]) => readonly Purpose[] | undefined;

function purposePath(key: string): string {
  return `plan/settings/purposes/${pathSegment(key)}`;
}

function changePurposes(plan: Plan, key: string, change: PurposesChange): Outcome {
  const { purposes } = plan.settings;
  const next = change(purposes);
  if (next === undefined) return problem("not_found", purposePath(key), key);
  return next === purposes ? plan : { ...plan, settings: { ...plan.settings, purposes: next } };
}

function changedOne(list: readonly Purpose[], key: string, change: (purpose: Purpose) => Purpose) {
  const index = list.findIndex((one) => one.key === key);
  const purpose = list[index];
  if (purpose === undefined) return undefined;
  const next = change(purpose);
  return next === purpose ? list : list.with(index, next);
}

export const addPurpose = defineCommand(
  "addPurpose",
  { purpose: newPurposeSchema },
  {
    apply: (plan, { purpose }) => changePurposes(plan, purpose.key, (list) => [...list, purpose]),
    touched: ({ purpose }) => [purposePath(purpose.key)],
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
    apply: (plan, { key, changes }) =>
      changePurposes(plan, key, (list) => changedOne(list, key, (purpose) => patched(purpose, changes, PURPOSE_SHAPE))),
    touched: ({ key, changes }) => patchPaths(purposePath(key), changes, PURPOSE_SHAPE),
  },
);

/** Removes a purpose. Events and properties that name it keep the word, and a finding says so. */
export const removePurpose = defineCommand(
  "removePurpose",
  { key: nameSchema },
  {
    apply: (plan, { key }) =>
      changePurposes(plan, key, (list) =>
        list.some((one) => one.key === key) ? list.filter((one) => one.key !== key) : undefined,
      ),
    touched: ({ key }) => [purposePath(key)],
  },
);
