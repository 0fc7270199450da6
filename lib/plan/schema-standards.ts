/** The shape of a plan's standards. */

import { z } from "zod";
import { NAMING_CASES } from "./plan.ts";
import { daySchema, daysSchema, reasonSchema, wordSchema } from "./schema-text.ts";
import { REQUIRABLE_FIELDS, RULE_LEVELS, WORD_ORDERS } from "./standards.ts";

const idSchema = z.string().regex(/^[A-Za-z0-9_.:-]{1,120}$/);

export const namingStandardSchema = z.strictObject({
  case: z.enum(NAMING_CASES),
  prefix: wordSchema.optional(),
  pattern: z.enum(WORD_ORDERS),
  allowedVerbs: z.array(wordSchema),
  forbiddenWords: z.array(wordSchema),
  acronyms: z.array(wordSchema),
});

export const requiredFieldsSchema = z.strictObject({
  event: z.array(z.enum(REQUIRABLE_FIELDS.event)),
  property: z.array(z.enum(REQUIRABLE_FIELDS.property)),
  user_property: z.array(z.enum(REQUIRABLE_FIELDS.user_property)),
  bundle: z.array(z.enum(REQUIRABLE_FIELDS.bundle)),
  category: z.array(z.enum(REQUIRABLE_FIELDS.category)),
});

export const namingSchema = z.strictObject({
  event: namingStandardSchema,
  property: namingStandardSchema,
  user_property: namingStandardSchema,
  bundle: namingStandardSchema,
  category: namingStandardSchema,
});

export const suppressionSchema = z.strictObject({
  id: idSchema,
  rule: idSchema,
  objectId: idSchema,
  reason: reasonSchema,
  until: daySchema.optional(),
});

export const standardsSchema = z.strictObject({
  naming: namingSchema,
  requiredFields: requiredFieldsSchema,
  severities: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,60}$/), z.enum(RULE_LEVELS)),
  synonyms: z.array(z.array(wordSchema)),
  suppressions: z.array(suppressionSchema),
  staleDays: daysSchema.optional(),
});
