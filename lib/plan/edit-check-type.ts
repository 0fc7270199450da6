/** What can be wrong inside a property's type: constraints that no value fits, unsafe patterns, sizes above the caps. */

import { patternFinds, patternProblem } from "./edit-pattern.ts";
import type { ProblemCode } from "./edit-problem.ts";
import { nestedProperties } from "./edit-tree.ts";
import { hasHalfPair } from "./json-value.ts";
import type { ArrayType, NumberType, Property, PropertyType, StringType } from "./plan.ts";

export const ENUM_MAX = 1000;
export const UNIQUE_OBJECTS_MAX = 256;

export type Report = (code: ProblemCode, path: string, detail?: string, limit?: number) => void;

/** ajv multiplies by powers of ten to compare; this many digits after the point are told apart. */
const MULTIPLE_DIGITS = 6;

export function isMultipleOf(value: number, step: number): boolean {
  const quotient = value / step;
  return Math.abs(Math.round(quotient) - quotient) < 10 ** -MULTIPLE_DIGITS;
}

/** Whether a number fits bounds, step and whole-ness, whatever the enum and const say. */
export function numberFits(type: NumberType, value: number): boolean {
  if (type.kind === "integer" && !Number.isInteger(value)) return false;
  if (type.minimum !== undefined && value < type.minimum) return false;
  if (type.maximum !== undefined && value > type.maximum) return false;
  if (type.exclusiveMinimum !== undefined && value <= type.exclusiveMinimum) return false;
  if (type.exclusiveMaximum !== undefined && value >= type.exclusiveMaximum) return false;
  return type.multipleOf === undefined || isMultipleOf(value, type.multipleOf);
}

/** Whether a string fits lengths and pattern, whatever the enum, const and format say. An unsafe pattern is not judged. */
export function stringFits(type: StringType, value: string): boolean {
  const length = [...value].length;
  if (type.minLength !== undefined && length < type.minLength) return false;
  if (type.maxLength !== undefined && length > type.maxLength) return false;
  if (type.pattern === undefined || patternProblem(type.pattern) !== undefined) return true;
  return patternFinds(type.pattern, value);
}

function checkValues<V extends string | number>(
  type: { readonly enum?: readonly V[]; readonly const?: V },
  fits: (value: V) => boolean,
  path: string,
  report: Report,
): void {
  const values = type.enum;
  if (values !== undefined) {
    if (values.length === 0) report("enum_empty", `${path}/enum`);
    if (values.length > ENUM_MAX) report("enum_too_long", `${path}/enum`, undefined, ENUM_MAX);
    const seen = new Set<V>();
    for (const value of values) {
      if (seen.has(value)) report("enum_repeated", `${path}/enum`, String(value));
      seen.add(value);
      if (!fits(value)) report("enum_value_not_allowed", `${path}/enum`, String(value));
    }
  }
  if (type.const === undefined) return;
  if (!fits(type.const) || (values !== undefined && !values.includes(type.const))) {
    report("const_not_allowed", `${path}/const`, String(type.const));
  }
}

function checkString(type: StringType, path: string, report: Report): void {
  const { minLength, maxLength, pattern } = type;
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength) {
    report("bounds_reversed", `${path}/minLength`, `${minLength} > ${maxLength}`);
  }
  if (pattern !== undefined && hasHalfPair(pattern)) report("half_pair", `${path}/pattern`, pattern);
  const problem = pattern === undefined ? undefined : patternProblem(pattern);
  if (problem !== undefined) report("pattern_unsafe", `${path}/pattern`, problem);
  checkValues(type, (value) => stringFits(type, value), path, report);
}

function checkNumber(type: NumberType, path: string, report: Report): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = type;
  const low = Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
  const high = Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
  const open = low === exclusiveMinimum || high === exclusiveMaximum;
  if (low > high || (low === high && open)) report("bounds_reversed", `${path}/minimum`, `${low} … ${high}`);
  checkValues(type, (value) => numberFits(type, value), path, report);
}

function holdsObjects(type: PropertyType): boolean {
  if (type.kind === "union") return type.anyOf.some(holdsObjects);
  return type.kind === "object" || type.kind === "array" || type.kind === "any" || type.kind === "raw";
}

function checkArray(type: ArrayType, path: string, report: Report): void {
  const { minItems, maxItems } = type;
  if (minItems !== undefined && maxItems !== undefined && minItems > maxItems) {
    report("bounds_reversed", `${path}/minItems`, `${minItems} > ${maxItems}`);
  }
  const unbounded = maxItems === undefined || maxItems > UNIQUE_OBJECTS_MAX;
  if (type.uniqueItems === true && unbounded && holdsObjects(type.items)) {
    report("unique_items_unbounded", `${path}/uniqueItems`, undefined, UNIQUE_OBJECTS_MAX);
  }
}

/**
 * Reports what is wrong with a type, nested types included but not nested properties. `path` is the field path of the
 * property's type: constraints inside arrays and unions are reported there too.
 */
export function checkType(type: PropertyType, path: string, report: Report): void {
  if (type.kind === "string") checkString(type, path, report);
  else if (type.kind === "number" || type.kind === "integer") checkNumber(type, path, report);
  else if (type.kind === "array") {
    checkArray(type, path, report);
    checkType(type.items, path, report);
  } else if (type.kind === "union") {
    if (type.anyOf.length === 0) report("union_empty", path);
    for (const member of type.anyOf) checkType(member, path, report);
  }
}

/** Reports names that stand twice among sibling properties. */
export function checkNames(properties: readonly Property[], path: string, report: Report): void {
  const seen = new Set<string>();
  for (const property of properties) {
    if (seen.has(property.name)) report("property_name_taken", `${path}/${property.id}/name`, property.name);
    seen.add(property.name);
  }
}

/** Names must differ within one object; the members of a union are different objects. */
export function checkNestedNames(type: PropertyType, path: string, report: Report): void {
  if (type.kind === "object") checkNames(type.properties, path, report);
  else if (type.kind === "array") checkNestedNames(type.items, path, report);
  else if (type.kind === "union") for (const member of type.anyOf) checkNestedNames(member, path, report);
}

/** Nodes of the JSON Schema a type compiles to, raw schemas apart: each type and each property is one. */
export function typeNodes(type: PropertyType): number {
  if (type.kind === "array") return 1 + typeNodes(type.items);
  if (type.kind === "union") return type.anyOf.reduce((sum, member) => sum + typeNodes(member), 1);
  return 1 + nestedProperties(type).length;
}
