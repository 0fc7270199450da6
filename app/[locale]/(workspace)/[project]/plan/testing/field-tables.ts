/** Each object of the model with its schema and the table of its controls. */

import type { z } from "zod";
import * as schema from "../../../../../../lib/plan/schema.ts";
import * as standards from "../../../../../../lib/plan/schema-standards.ts";
import { transformationSchema } from "../../../../../../lib/plan/schema-transformation.ts";
import * as fields from "../fields.ts";
import * as purposeFields from "../purpose-fields.ts";
import * as standardsFields from "../standards-fields.ts";

export const TABLES: readonly [string, z.ZodObject, Readonly<Record<string, fields.FieldSpec>>][] = [
  ["plan", schema.planObjectSchema, fields.PLAN_FIELDS],
  ["settings", schema.planSettingsSchema, fields.SETTINGS_FIELDS],
  ["event", schema.eventObjectSchema, fields.EVENT_FIELDS],
  ["property", schema.traitPropertySchema, fields.PROPERTY_FIELDS],
  ["bundle", schema.bundleSchema, fields.BUNDLE_FIELDS],
  ["group type", schema.groupTypeSchema, fields.GROUP_TYPE_FIELDS],
  ["decision", schema.decisionSchema, fields.DECISION_FIELDS],
  ["metric", schema.metricSchema, fields.METRIC_FIELDS],
  ["category", schema.categorySchema, fields.CATEGORY_FIELDS],
  ["variant case", schema.variantCaseSchema, fields.CASE_FIELDS],
  ["variants", schema.variantsSchema, fields.VARIANTS_FIELDS],
  ["serves", schema.servesSchema, fields.SERVES_FIELDS],
  ["deprecation", schema.deprecationSchema, fields.DEPRECATION_FIELDS],
  ["journey", schema.journeySchema, fields.JOURNEY_FIELDS],
  ["step", schema.journeyStepSchema, fields.STEP_FIELDS],
  ["trigger", schema.eventTriggerSchema, fields.TRIGGER_FIELDS],
  ["presence", schema.presenceSchema, fields.PRESENCE_FIELDS],
  ["image", schema.imageRefSchema, fields.IMAGE_FIELDS],
  ["purpose", schema.purposeSchema, purposeFields.PURPOSE_FIELDS],
  ["recipient", schema.recipientSchema, purposeFields.RECIPIENT_FIELDS],
  ["transformation", transformationSchema, purposeFields.TRANSFORMATION_FIELDS],
  ["standards", standards.standardsSchema, standardsFields.STANDARDS_FIELDS],
  ["naming", standards.namingSchema, standardsFields.NAMING_KINDS],
  ["naming standard", standards.namingStandardSchema, standardsFields.NAMING_FIELDS],
  ["required fields", standards.requiredFieldsSchema, standardsFields.REQUIRED_FIELDS],
  ["suppression", standards.suppressionSchema, standardsFields.SUPPRESSION_FIELDS],
];
