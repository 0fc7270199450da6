/** Single constraints of a property's type, each changed on its own. */

import { z } from "zod";
import type { Json, PropertyType } from "./plan.ts";
import { arrayTypeSchema, numberTypeSchema, propertyTypeSchema, stringTypeSchema } from "./schema.ts";

const string = stringTypeSchema.shape;
const number = numberTypeSchema.shape;
const array = arrayTypeSchema.shape;

export const constraintPatchSchema = z.strictObject({
  nullable: z.boolean().optional(),
  enum: z
    .union([z.array(z.string()), z.array(z.number())])
    .nullable()
    .optional(),
  const: z.union([z.string(), z.number(), z.boolean()]).nullable().optional(),
  format: string.format.unwrap().nullable().optional(),
  pattern: string.pattern.unwrap().nullable().optional(),
  minLength: string.minLength.unwrap().nullable().optional(),
  maxLength: string.maxLength.unwrap().nullable().optional(),
  minimum: number.minimum.unwrap().nullable().optional(),
  maximum: number.maximum.unwrap().nullable().optional(),
  exclusiveMinimum: number.exclusiveMinimum.unwrap().nullable().optional(),
  exclusiveMaximum: number.exclusiveMaximum.unwrap().nullable().optional(),
  multipleOf: number.multipleOf.unwrap().nullable().optional(),
  minItems: array.minItems.unwrap().nullable().optional(),
  maxItems: array.maxItems.unwrap().nullable().optional(),
  uniqueItems: z.boolean().nullable().optional(),
  /** Of an object type: whether it admits keys the plan does not name. */
  open: z.boolean().optional(),
});
export type ConstraintPatch = z.infer<typeof constraintPatchSchema>;
export type ConstraintField = keyof ConstraintPatch;

export const CONSTRAINT_FIELDS = Object.keys(constraintPatchSchema.shape) as ConstraintField[];

const STRING_FIELDS = ["nullable", "enum", "const", "format", "pattern", "minLength", "maxLength"] as const;
const NUMBER_FIELDS = [
  "nullable",
  "enum",
  "const",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
] as const;

/** The constraints each kind of type has. */
const CONSTRAINTS_OF: { readonly [K in PropertyType["kind"]]: readonly ConstraintField[] } = {
  string: STRING_FIELDS,
  number: NUMBER_FIELDS,
  integer: NUMBER_FIELDS,
  boolean: ["nullable", "const"],
  object: ["nullable", "open"],
  array: ["nullable", "minItems", "maxItems", "uniqueItems"],
  null: [],
  any: [],
  union: [],
  raw: [],
};

/** `false` is how these are left unsaid. */
const ABSENT_WHEN_FALSE = new Set<ConstraintField>(["nullable", "uniqueItems"]);

function isScalar(type: PropertyType): boolean {
  return type.kind !== "object" && type.kind !== "array";
}

/** The type with these constraints changed, or the name of the first constraint that does not belong to it. */
export function withConstraints(type: PropertyType, patch: ConstraintPatch): PropertyType | ConstraintField {
  const next: Record<string, Json | undefined | unknown> = { ...type };
  const allowed = CONSTRAINTS_OF[type.kind];
  for (const field of CONSTRAINT_FIELDS) {
    const value = patch[field];
    if (value === undefined) continue;
    if (!allowed.includes(field)) return field;
    if (value === null || (value === false && ABSENT_WHEN_FALSE.has(field))) delete next[field];
    else next[field] = value;
  }
  if (!isScalar(type)) return next as unknown as PropertyType;
  const parsed = propertyTypeSchema.safeParse(next);
  if (parsed.success) return parsed.data;
  return CONSTRAINT_FIELDS.find((field) => parsed.error.issues.some((issue) => issue.path[0] === field)) ?? "enum";
}
