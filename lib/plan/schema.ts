/** The plan's shape as zod: parses plan documents from files, the store and the API, and describes every field for tests. */

import { z } from "zod";
import { COUNTRIES } from "./country.ts";
import {
  hasHalfPair,
  plannedJsonSchema,
  plannedObjectSchema,
  rawObjectSchema,
  rawSchemaSchema,
  TEXT_FAULT,
} from "./json-value.ts";
import {
  AUTOMATIC_PROPERTIES,
  CALL_TYPES,
  EVENT_ROLES,
  LANGUAGES,
  type Plan,
  type PlanEvent,
  PRIVACY_CLASSES,
  PROPERTY_ROLES,
  type Property,
  type PropertyType,
  SEGMENT_KINDS,
  STATUSES,
  STRING_FORMATS,
} from "./plan.ts";
import { PRESENCES } from "./plan-presence.ts";
import { LEGAL_BASES, VALUE_HANDLINGS } from "./plan-settings.ts";
import { standardsSchema } from "./schema-standards.ts";
import { daySchema, daysSchema, urlSchema } from "./schema-text.ts";
import { transformationSchema } from "./schema-transformation.ts";
import { DEFAULT_STANDARDS } from "./standards.ts";

const refusal = { error: TEXT_FAULT.en, params: { fr: TEXT_FAULT.fr } };
const isKeepable = (text: string) => !text.includes("\u0000");
const isCompilable = (text: string) => isKeepable(text) && !hasHalfPair(text);

/** Names become keys of schemas and of code. */
const NAME_MAX = 1000;
export const nameSchema = z.string().min(1).max(NAME_MAX).refine(isCompilable, refusal);
const idSchema = z.string().regex(/^[A-Za-z0-9_.:-]{1,120}$/);
const textSchema = z.string().max(20_000).refine(isKeepable, refusal);
const slugSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/** A validator is compiled for each set of exceptions that an event makes. */
const PRESENCE_MAX = 1000;

export const localizedTextSchema = z.strictObject({ en: textSchema.optional(), fr: textSchema.optional() });

/** The id says where the image is kept; only what the house keeps is ever shown. */
export const imageRefSchema = z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/), alt: localizedTextSchema });

export const eventTriggerSchema = z.strictObject({
  id: idSchema,
  text: localizedTextSchema,
  source: slugSchema.optional(),
  url: urlSchema.optional(),
  image: imageRefSchema.optional(),
});

export const journeyStepSchema = z.strictObject({
  id: idSchema,
  name: localizedTextSchema,
  description: localizedTextSchema,
  image: imageRefSchema.optional(),
  url: urlSchema.optional(),
  source: slugSchema.optional(),
  events: z.array(idSchema),
});

export const journeySchema = z.strictObject({
  id: idSchema,
  name: localizedTextSchema,
  description: localizedTextSchema,
  owner: textSchema.optional(),
  steps: z.array(journeyStepSchema),
});

export const purposeSchema = z.strictObject({
  key: nameSchema,
  name: localizedTextSchema,
  description: localizedTextSchema,
  legalBasis: z.enum(LEGAL_BASES),
  recipients: z.array(nameSchema),
  retentionDays: daysSchema.optional(),
});

export const recipientSchema = z.strictObject({
  key: nameSchema,
  description: localizedTextSchema,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .refine((code) => COUNTRIES.includes(code), {
      error: "This is not the code of a country (ISO 3166-1).",
      params: { fr: "Ce n’est pas le code d’un pays (ISO 3166-1)." },
    })
    .optional(),
  safeguards: localizedTextSchema,
});

export const servesSchema = z.strictObject({ decisions: z.array(idSchema), metrics: z.array(idSchema) });
export const deprecationSchema = z.strictObject({
  text: localizedTextSchema,
  replacementId: idSchema.optional(),
  on: daySchema.optional(),
});

const count = z.int().min(0);

export const stringTypeSchema = z.strictObject({
  kind: z.literal("string"),
  nullable: z.boolean().optional(),
  enum: z.array(z.string()).optional(),
  const: z.string().optional(),
  format: z.enum(STRING_FORMATS).optional(),
  pattern: z.string().max(5_000).refine(isCompilable, refusal).optional(),
  minLength: count.optional(),
  maxLength: count.optional(),
});

export const numberTypeSchema = z.strictObject({
  kind: z.enum(["number", "integer"]),
  nullable: z.boolean().optional(),
  enum: z.array(z.number()).optional(),
  const: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  multipleOf: z.number().positive().optional(),
});

export const booleanTypeSchema = z.strictObject({
  kind: z.literal("boolean"),
  nullable: z.boolean().optional(),
  const: z.boolean().optional(),
});

export const objectTypeSchema = z.strictObject({
  kind: z.literal("object"),
  nullable: z.boolean().optional(),
  get properties() {
    return z.array(propertySchema);
  },
  open: z.boolean(),
});

export const arrayTypeSchema = z.strictObject({
  kind: z.literal("array"),
  nullable: z.boolean().optional(),
  get items() {
    return propertyTypeSchema;
  },
  minItems: count.optional(),
  maxItems: count.optional(),
  uniqueItems: z.boolean().optional(),
});

export const unionTypeSchema = z.strictObject({
  kind: z.literal("union"),
  get anyOf() {
    return z.array(propertyTypeSchema).min(1);
  },
});

export const rawTypeSchema = z.strictObject({
  kind: z.literal("raw"),
  schema: rawSchemaSchema,
});

export const propertyTypeSchema: z.ZodType<PropertyType> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    stringTypeSchema,
    numberTypeSchema,
    booleanTypeSchema,
    z.strictObject({ kind: z.literal("null") }),
    objectTypeSchema,
    arrayTypeSchema,
    z.strictObject({ kind: z.literal("any") }),
    unionTypeSchema,
    rawTypeSchema,
  ]),
) as z.ZodType<PropertyType>;

const propertyShape = {
  id: idSchema,
  name: nameSchema,
  displayName: localizedTextSchema,
  description: localizedTextSchema,
  get type() {
    return propertyTypeSchema;
  },
  required: z.boolean(),
  role: z.enum(PROPERTY_ROLES).optional(),
  privacy: z.enum(PRIVACY_CLASSES),
  consentPurpose: textSchema.optional(),
  owner: textSchema.optional(),
  tags: z.array(nameSchema),
  status: z.enum(STATUSES),
  deprecation: deprecationSchema.optional(),
  examples: z.array(plannedJsonSchema),
  serves: servesSchema,
  retentionDays: daysSchema.optional(),
  expiresOn: daySchema.optional(),
};

export const propertyObjectSchema = z.strictObject(propertyShape);
export const propertySchema: z.ZodType<Property> = z.lazy(() => propertyObjectSchema) as z.ZodType<Property>;

export const traitPropertySchema = z.strictObject({ ...propertyShape, segmentKind: z.enum(SEGMENT_KINDS).optional() });

export const bundleSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  description: localizedTextSchema,
  owner: textSchema.optional(),
  tags: z.array(nameSchema),
  properties: z.array(propertySchema),
});

export const variantCaseSchema = z.strictObject({
  id: idSchema,
  displayName: localizedTextSchema,
  match: z.array(z.union([z.string(), z.number(), z.boolean()])),
  properties: z.array(propertySchema),
});

export const variantsSchema = z.strictObject({ discriminator: idSchema, cases: z.array(variantCaseSchema) });

export const presenceSchema = z.strictObject({
  property: idSchema,
  source: slugSchema,
  presence: z.enum(PRESENCES),
});

export const eventObjectSchema = z.strictObject({
  id: idSchema,
  callType: z.enum(CALL_TYPES),
  name: nameSchema,
  formerNames: z.array(nameSchema),
  identifier: nameSchema,
  formerIdentifiers: z.array(nameSchema),
  displayName: localizedTextSchema,
  description: localizedTextSchema,
  trigger: localizedTextSchema,
  triggers: z.array(eventTriggerSchema).default([]),
  examples: z.array(plannedObjectSchema).default([]),
  category: idSchema.optional(),
  tags: z.array(nameSchema),
  owner: textSchema.optional(),
  steward: textSchema.optional(),
  critical: z.boolean(),
  status: z.enum(STATUSES),
  deprecation: deprecationSchema.optional(),
  roles: z.array(z.enum(EVENT_ROLES)),
  privacy: z.enum(PRIVACY_CLASSES),
  consentPurpose: textSchema.optional(),
  sources: z.array(slugSchema),
  bundles: z.array(idSchema),
  properties: z.array(propertySchema),
  presence: z.array(presenceSchema).max(PRESENCE_MAX).default([]),
  variants: variantsSchema.optional(),
  open: z.boolean(),
  rawSchema: rawObjectSchema.optional(),
  serves: servesSchema,
  retentionDays: daysSchema.optional(),
  expiresOn: daySchema.optional(),
});
export const planEventSchema = eventObjectSchema as z.ZodType<PlanEvent>;

export const groupTypeSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  displayName: localizedTextSchema,
  description: localizedTextSchema,
  properties: z.array(traitPropertySchema),
});

export const decisionSchema = z.strictObject({
  id: idSchema,
  name: localizedTextSchema,
  description: localizedTextSchema,
  owner: textSchema.optional(),
  steward: textSchema.optional(),
});

export const metricSchema = z.strictObject({
  id: idSchema,
  name: localizedTextSchema,
  description: localizedTextSchema,
  owner: textSchema.optional(),
  decisions: z.array(idSchema),
  parent: idSchema.optional(),
  formula: localizedTextSchema.default({}),
});

export const categorySchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  description: localizedTextSchema,
  owner: textSchema.optional(),
});

export const planSettingsSchema = z.strictObject({
  languages: z.array(z.enum(LANGUAGES)).min(1),
  standards: standardsSchema.default(DEFAULT_STANDARDS as unknown as z.infer<typeof standardsSchema>),
  identifiers: z.enum(["unicode", "ascii"]),
  canonicalUserId: textSchema.optional(),
  automatic: z.array(z.enum(AUTOMATIC_PROPERTIES)),
  purposes: z.array(purposeSchema).default([]),
  recipientDetails: z.array(recipientSchema).default([]),
  transformations: z.array(transformationSchema).default([]),
  pseudonymousValues: z.enum(VALUE_HANDLINGS).optional(),
  personalValues: z.enum(VALUE_HANDLINGS).optional(),
  sensitiveValues: z.enum(VALUE_HANDLINGS).optional(),
  controller: textSchema.optional(),
  controllerContact: textSchema.optional(),
  dataProtectionOfficer: textSchema.optional(),
  dataSubjects: localizedTextSchema.default({}),
  securityMeasures: localizedTextSchema.default({}),
});

export const planObjectSchema = z.strictObject({
  slug: slugSchema,
  name: localizedTextSchema,
  description: localizedTextSchema,
  settings: planSettingsSchema,
  categories: z.array(categorySchema),
  decisions: z.array(decisionSchema),
  metrics: z.array(metricSchema),
  bundles: z.array(bundleSchema),
  userProperties: z.array(traitPropertySchema),
  groupTypes: z.array(groupTypeSchema),
  journeys: z.array(journeySchema).default([]),
  events: z.array(eventObjectSchema),
});

/** Parses a whole plan document. References between its objects are checked by the edits, not here. */
export const planSchema = planObjectSchema as unknown as z.ZodType<Plan>;
