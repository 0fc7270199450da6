/** Kinds of JSON value, which keywords concern them, and how scalar ones become types of the plan. */

import { type Json, type JsonObject, STRING_FORMATS, type StringFormat } from "../plan/plan.ts";
import type { FileType, FileTypeFields } from "./plan-file/file-schema.ts";

export type Kind = "string" | "number" | "integer" | "boolean" | "null" | "object" | "array";
export const KINDS: readonly Kind[] = ["string", "number", "integer", "boolean", "null", "object", "array"];

export const KEYWORDS_OF: Readonly<Record<Kind, readonly string[]>> = {
  string: ["enum", "const", "format", "pattern", "minLength", "maxLength"],
  number: ["enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  integer: ["enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  boolean: ["enum", "const"],
  null: ["enum", "const"],
  object: ["properties", "required", "additionalProperties"],
  array: ["items", "additionalItems", "minItems", "maxItems", "uniqueItems"],
};
/** Keywords that concern one kind only: beside a type they do not concern they say nothing. */
const SPECIFIC = new Map(Object.entries(KEYWORDS_OF).flatMap(([kind, words]) => words.map((word) => [word, kind])));
for (const word of ["patternProperties", "propertyNames", "minProperties", "maxProperties", "dependencies"]) {
  SPECIFIC.set(word, "object");
}
SPECIFIC.set("contains", "array");
SPECIFIC.delete("enum");
SPECIFIC.delete("const");

export function concerns(word: string, kind: Kind): boolean {
  const owner = SPECIFIC.get(word);
  if (owner === undefined) return true;
  return owner === kind || (["number", "integer"].includes(owner) && ["number", "integer"].includes(kind));
}

export function kindOf(value: Json): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "object" ? "object" : (typeof value as "string" | "number" | "boolean");
}

export function fits(value: Json, kind: Kind): boolean {
  return kind === "integer" ? Number.isInteger(value) : kindOf(value) === kind;
}

/** The answer of a reader that has no control for a schema: keep it as it is. */
export const RAW: unique symbol = Symbol("raw");
export type Read = FileTypeFields | typeof RAW;

/** The kind alone when nothing constrains it. */
export function bare(type: FileTypeFields): FileType {
  const isBare = Object.keys(type).length === 1 && type.type !== "union" && type.type !== "raw";
  return (isBare ? type.type : type) as FileType;
}

export function admits(schema: JsonObject, value: Json): boolean {
  if ("const" in schema) return schema.const === value;
  return !Array.isArray(schema.enum) || (schema.enum as Json[]).includes(value);
}

export function areDisjoint(types: readonly FileTypeFields[]): boolean {
  const seen = new Set<string>();
  for (const { type, nullable } of types) {
    const kinds = [type === "integer" ? "number" : type, ...(nullable === true ? ["null"] : [])];
    if (kinds.some((kind) => seen.has(kind) || ["any", "union", "raw"].includes(kind))) return false;
    for (const kind of kinds) seen.add(kind);
  }
  return true;
}

export function withConstraints(fields: object, constraints: Readonly<Record<string, unknown>>): FileTypeFields {
  const given = Object.entries(constraints).filter(([, value]) => value !== undefined);
  return { ...fields, ...Object.fromEntries(given) } as FileTypeFields;
}

export function booleanType(fields: Record<string, unknown>, values: readonly Json[] | undefined): Read {
  if (values !== undefined && new Set(values).size === 1)
    return { ...fields, const: values[0] } as unknown as FileTypeFields;
  return fields as FileTypeFields;
}

export function stringType(schema: JsonObject, fields: Record<string, unknown>): Read {
  const { format, pattern, minLength, maxLength } = schema;
  if (format !== undefined && !STRING_FORMATS.includes(format as StringFormat)) return RAW;
  return withConstraints(fields, { format, pattern, minLength, maxLength });
}

export function numberType(schema: JsonObject, fields: Record<string, unknown>): Read {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const below =
    exclusiveMinimum === true
      ? { exclusiveMinimum: minimum }
      : { minimum, exclusiveMinimum: exclusiveMinimum === false ? undefined : exclusiveMinimum };
  const above =
    exclusiveMaximum === true
      ? { exclusiveMaximum: maximum }
      : { maximum, exclusiveMaximum: exclusiveMaximum === false ? undefined : exclusiveMaximum };
  return withConstraints(fields, { ...below, ...above, multipleOf });
}
