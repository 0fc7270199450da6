/** Commands on the plan itself: its texts and its settings. */

import { z } from "zod";
import { defineCommand } from "./edit-command.ts";
import { type PatchShape, patched, patchPaths, setPatchSchema, textPatchSchema } from "./edit-patch.ts";
import { planSettingsSchema } from "./schema.ts";

const PLAN_SHAPE: PatchShape = { texts: ["name", "description"] };
export const updatePlan = defineCommand(
  "updatePlan",
  { changes: z.strictObject({ name: textPatchSchema.optional(), description: textPatchSchema.optional() }) },
  {
    apply: (plan, { changes }) => patched(plan, changes, PLAN_SHAPE),
    touched: ({ changes }) => patchPaths("plan", changes, PLAN_SHAPE),
  },
);

const SETTINGS_SHAPE: PatchShape = { sets: ["automatic"], texts: ["dataSubjects", "securityMeasures"] };
const settings = planSettingsSchema.shape;
export const updateSettings = defineCommand(
  "updateSettings",
  {
    changes: z.strictObject({
      languages: settings.languages.optional(),
      identifiers: settings.identifiers.optional(),
      canonicalUserId: settings.canonicalUserId.unwrap().nullable().optional(),
      automatic: setPatchSchema(settings.automatic.element),
      pseudonymousValues: settings.pseudonymousValues.unwrap().nullable().optional(),
      personalValues: settings.personalValues.unwrap().nullable().optional(),
      sensitiveValues: settings.sensitiveValues.unwrap().nullable().optional(),
      controller: settings.controller.unwrap().nullable().optional(),
      controllerContact: settings.controllerContact.unwrap().nullable().optional(),
      dataProtectionOfficer: settings.dataProtectionOfficer.unwrap().nullable().optional(),
      dataSubjects: textPatchSchema.optional(),
      securityMeasures: textPatchSchema.optional(),
      /** Wholes, as an import gives them; edits of a part have commands of their own. */
      standards: settings.standards.unwrap().optional(),
      purposes: settings.purposes.unwrap().optional(),
      recipientDetails: settings.recipientDetails.unwrap().optional(),
      transformations: settings.transformations.unwrap().optional(),
    }),
  },
  {
    apply: (plan, { changes }) => {
      const next = patched(plan.settings, changes, SETTINGS_SHAPE);
      return next === plan.settings ? plan : { ...plan, settings: next };
    },
    touched: ({ changes }) => patchPaths("plan/settings", changes, SETTINGS_SHAPE),
  },
);
