/**
 * The shape of a plan file, version 1: the plan with its defaults left out, types written flat into their property, texts
 * that may be a plain string, ids and identifiers that may be left to us. Built from the plan's own schema, field by field.
 */

import { z } from "zod";
import { jsonObjectSchema } from "../../plan/json-value.ts";
import {
  arrayTypeSchema,
  booleanTypeSchema,
  bundleSchema,
  categorySchema,
  decisionSchema,
  deprecationSchema,
  eventObjectSchema,
  eventTriggerSchema,
  groupTypeSchema,
  imageRefSchema,
  journeySchema,
  journeyStepSchema,
  metricSchema,
  nameSchema,
  numberTypeSchema,
  planObjectSchema,
  presenceSchema,
  propertyObjectSchema,
  rawTypeSchema,
  stringTypeSchema,
  traitPropertySchema,
  variantCaseSchema,
  variantsSchema,
} from "../../plan/schema.ts";
import { fileSettingsSchema, fileTextSchema } from "./file-settings.ts";

export const PLAN_FILE_VERSION = 1;

const text = fileTextSchema;
const texts = { displayName: text.optional(), description: text.optional() };
/** The id or, for what has a name, the name of another object of the plan. */
const reference = nameSchema;
const references = z.array(reference).optional();
const serves = z.strictObject({ decisions: references, metrics: references }).optional();
const deprecation = z.strictObject({ ...deprecationSchema.partial().shape, text: text.optional() });
const image = z.strictObject({ ...imageRefSchema.shape, alt: text.optional() }).optional();

const BARE_KINDS = ["string", "number", "integer", "boolean", "null", "object", "array", "any"] as const;

const { kind: _string, ...stringFields } = stringTypeSchema.shape;
const { kind: _number, ...numberFields } = numberTypeSchema.shape;
const { kind: _boolean, ...booleanFields } = booleanTypeSchema.shape;

const objectFields = {
  nullable: z.boolean().optional(),
  get properties() {
    return z.array(filePropertySchema).optional();
  },
  open: z.boolean().optional(),
};

const arrayFields = {
  nullable: z.boolean().optional(),
  get items() {
    return fileTypeSchema.optional();
  },
  minItems: arrayTypeSchema.shape.minItems,
  maxItems: arrayTypeSchema.shape.maxItems,
  uniqueItems: arrayTypeSchema.shape.uniqueItems,
};

const unionFields = {
  get anyOf() {
    return z.array(fileTypeSchema).min(1);
  },
};

const rawFields = { schema: rawTypeSchema.shape.schema };

/** A type inside a list or a union: its kind alone, or a mapping with `type` and what constrains it. */
const fileTypeSchema: z.ZodType<FileType> = z.lazy(() =>
  z.union([
    z.enum(BARE_KINDS),
    z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("string"), ...stringFields }),
      z.strictObject({ type: z.enum(["number", "integer"]), ...numberFields }),
      z.strictObject({ type: z.literal("boolean"), ...booleanFields }),
      z.strictObject({ type: z.enum(["null", "any"]) }),
      z.strictObject({ type: z.literal("object"), ...objectFields }),
      z.strictObject({ type: z.literal("array"), ...arrayFields }),
      z.strictObject({ type: z.literal("union"), ...unionFields }),
      z.strictObject({ type: z.literal("raw"), ...rawFields }),
    ]),
  ]),
) as z.ZodType<FileType>;

const propertyFields = {
  ...propertyObjectSchema.omit({ type: true }).partial().shape,
  ...texts,
  name: propertyObjectSchema.shape.name,
  serves,
  deprecation: deprecation.optional(),
};

function property<Extra extends z.ZodRawShape>(extra: Extra) {
  const fields = { ...propertyFields, ...extra };
  return z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("string"), ...fields, ...stringFields }),
    z.strictObject({ type: z.enum(["number", "integer"]), ...fields, ...numberFields }),
    z.strictObject({ type: z.literal("boolean"), ...fields, ...booleanFields }),
    z.strictObject({ type: z.enum(["null", "any"]), ...fields }),
    z.strictObject({ type: z.literal("object"), ...fields, ...objectFields }),
    z.strictObject({ type: z.literal("array"), ...fields, ...arrayFields }),
    z.strictObject({ type: z.literal("union"), ...fields, ...unionFields }),
    z.strictObject({ type: z.literal("raw"), ...fields, ...rawFields }),
  ]);
}

const filePropertySchema: z.ZodType<FileProperty> = z.lazy(() => property({})) as z.ZodType<FileProperty>;
const fileTraitSchema = z.lazy(() =>
  property({ segmentKind: traitPropertySchema.shape.segmentKind }),
) as z.ZodType<FileProperty>;

const properties = z.array(filePropertySchema).optional();

const fileVariantsSchema = z.strictObject({
  ...variantsSchema.shape,
  discriminator: reference,
  cases: z.array(
    z.strictObject({
      ...variantCaseSchema.partial().shape,
      displayName: text.optional(),
      match: variantCaseSchema.shape.match,
      properties,
    }),
  ),
});

const fileTriggerSchema = z.strictObject({
  ...eventTriggerSchema.shape,
  id: eventTriggerSchema.shape.id.optional(),
  text,
  image,
});

const fileJourneySchema = z.strictObject({
  ...journeySchema.shape,
  id: journeySchema.shape.id.optional(),
  name: text,
  description: text.optional(),
  steps: z
    .array(
      z.strictObject({
        ...journeyStepSchema.shape,
        id: journeyStepSchema.shape.id.optional(),
        name: text,
        description: text.optional(),
        image,
        events: references,
      }),
    )
    .optional(),
});

const fileEventSchema = z.strictObject({
  ...eventObjectSchema.partial().shape,
  ...texts,
  name: eventObjectSchema.shape.name,
  trigger: text.optional(),
  triggers: z.array(fileTriggerSchema).optional(),
  examples: eventObjectSchema.shape.examples.unwrap().optional(),
  category: reference.optional(),
  deprecation: deprecation.optional(),
  bundles: references,
  properties,
  presence: z.array(z.strictObject({ ...presenceSchema.shape, property: reference })).optional(),
  variants: fileVariantsSchema.optional(),
  rawSchema: jsonObjectSchema.optional(),
  serves,
});

const fileBundleSchema = z.strictObject({
  ...bundleSchema.partial().shape,
  name: bundleSchema.shape.name,
  description: text.optional(),
  properties,
});

const fileGroupTypeSchema = z.strictObject({
  ...groupTypeSchema.partial().shape,
  ...texts,
  name: groupTypeSchema.shape.name,
  properties: z.array(fileTraitSchema).optional(),
});

/** Everything but `gabarit` and `slug` may be left out; a key that is not known is an error, never ignored. */
export const planFileSchema = z.strictObject({
  gabarit: z.literal(PLAN_FILE_VERSION),
  slug: planObjectSchema.shape.slug,
  name: text.optional(),
  description: text.optional(),
  settings: fileSettingsSchema.optional(),
  categories: z
    .array(
      z.strictObject({
        ...categorySchema.partial().shape,
        name: categorySchema.shape.name,
        description: text.optional(),
      }),
    )
    .optional(),
  decisions: z
    .array(z.strictObject({ ...decisionSchema.partial().shape, name: text, description: text.optional() }))
    .optional(),
  metrics: z
    .array(
      z.strictObject({
        ...metricSchema.partial().shape,
        name: text,
        description: text.optional(),
        decisions: references,
        parent: reference.optional(),
        formula: text.optional(),
      }),
    )
    .optional(),
  bundles: z.array(fileBundleSchema).optional(),
  userProperties: z.array(fileTraitSchema).optional(),
  groupTypes: z.array(fileGroupTypeSchema).optional(),
  journeys: z.array(fileJourneySchema).optional(),
  events: z.array(fileEventSchema).optional(),
});

export type PlanFile = z.infer<typeof planFileSchema>;
export type FileEvent = z.infer<typeof fileEventSchema>;
export type FileBundle = z.infer<typeof fileBundleSchema>;
export type FileGroupType = z.infer<typeof fileGroupTypeSchema>;
export type FileVariants = z.infer<typeof fileVariantsSchema>;
export type FileImage = NonNullable<z.infer<typeof image>>;
export type FileJourney = z.infer<typeof fileJourneySchema>;

type PropertyFields = z.infer<z.ZodObject<typeof propertyFields>>;
type Kind = "string" | "number" | "integer" | "boolean" | "null" | "object" | "array" | "any" | "union" | "raw";

/** The fields of a type beside its kind; which of them a kind admits is the schema's business. */
export interface FileTypeFields {
  readonly type: Kind;
  readonly nullable?: boolean | undefined;
  readonly properties?: readonly FileProperty[] | undefined;
  readonly items?: FileType | undefined;
  readonly anyOf?: readonly FileType[] | undefined;
  readonly open?: boolean | undefined;
  readonly [constraint: string]: unknown;
}
export type FileType = (typeof BARE_KINDS)[number] | FileTypeFields;
export type FileProperty = PropertyFields & FileTypeFields & { readonly segmentKind?: string | undefined };
