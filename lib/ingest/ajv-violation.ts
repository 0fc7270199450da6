/** From ajv's errors to violations: one per thing that is wrong, in the words of the plan, with the place in the call. */

import type { ErrorObject } from "ajv";
import type { Json, Property, PropertyType } from "../plan/plan.ts";
import type { Violation, ViolationCode } from "../violation/violation.ts";
import { pointerSegments } from "./json-limits.ts";
import { typeName } from "./read-call.ts";

/** No call lists more; the rest is counted as one fact: it is violating. */
export const MAX_VIOLATIONS = 50;
const MAX_TEXT = 200;

const CARDINALITY = new Set(["minItems", "maxItems", "uniqueItems", "contains", "minProperties", "maxProperties"]);
/** ajv says these about a schema that failed for a reason listed beside them. */
const ECHOES = new Set(["if", "propertyNames"]);

export interface ViolationContext {
  /** JSON pointer of the validated value in the call. */
  readonly base: string;
  /** The validated value. */
  readonly value: unknown;
  /** The planned property at a path of names below the value, for its type and privacy. */
  readonly findProperty: (names: readonly string[]) => Property | undefined;
}

function valueAt(value: unknown, segments: readonly string[]): unknown {
  let current = value;
  for (const segment of segments) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, segment)) return undefined;
    current = (current as Record<string, unknown>)[segment];
  }
  return current;
}

function cutText(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

/** A received value short enough to keep: scalars as they are, the rest as cut JSON text. */
export function shortValue(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return cutText(value);
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return `array of ${value.length}`;
  return `object of ${Object.keys(value as object).length}`;
}

/** What a type asks for, in JSON Schema's own words. */
export function expectedType(type: PropertyType): Json {
  switch (type.kind) {
    case "any":
    case "raw":
      return "any";
    case "union":
      return [...new Set(type.anyOf.flatMap((member) => expectedType(member) as Json[] | string))];
    case "null":
      return "null";
    default:
      return type.nullable === true ? [type.kind, "null"] : type.kind;
  }
}

function codeOf(keyword: string): ViolationCode {
  if (keyword === "required" || keyword === "dependencies" || keyword === "dependentRequired")
    return "required_missing";
  if (keyword === "additionalProperties" || keyword === "unevaluatedProperties") return "unplanned_property";
  if (keyword === "type") return "type_mismatch";
  return CARDINALITY.has(keyword) ? "cardinality" : "value_constraint";
}

/** The key an error is about, when it is about a member of the value rather than the value. */
function memberOf(error: ErrorObject): string | undefined {
  const { params } = error;
  const key = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty ?? params.propertyName;
  return typeof key === "string" ? key : undefined;
}

function expectedOf(error: ErrorObject, property: Property | undefined): Json | undefined {
  const { keyword, params } = error;
  if (keyword === "required") return property === undefined ? undefined : expectedType(property.type);
  if (keyword === "multipleOf") return params.multipleOf as Json;
  if (keyword === "uniqueItems") return true;
  if (keyword === "contains") return params.minContains as Json;
  return (params.type ??
    params.allowedValues ??
    params.allowedValue ??
    params.limit ??
    params.pattern ??
    params.format ??
    params.types) as Json | undefined;
}

function isSensitive(context: ViolationContext, segments: readonly string[]): boolean {
  for (let length = 1; length <= segments.length; length++) {
    if (context.findProperty(segments.slice(0, length))?.privacy === "sensitive") return true;
  }
  return false;
}

function receivedOf(error: ErrorObject, value: unknown): Json | undefined {
  if (value === undefined) return undefined;
  if (codeOf(error.keyword) === "type_mismatch") return typeName(value);
  // A key the plan does not know has no privacy class: its type is told, its value is not.
  if (codeOf(error.keyword) === "unplanned_property") return typeName(value);
  if (CARDINALITY.has(error.keyword) && Array.isArray(value)) return value.length;
  return shortValue(value);
}

function violationOf(error: ErrorObject, context: ViolationContext): Violation {
  const member = memberOf(error);
  const segments = pointerSegments(error.instancePath);
  if (member !== undefined) segments.push(member);
  const suffix = member === undefined ? "" : `/${member.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const expected = expectedOf(error, context.findProperty(segments));
  const received = isSensitive(context, segments) ? undefined : receivedOf(error, valueAt(context.value, segments));
  return {
    code: codeOf(error.keyword),
    path: `${context.base}${error.instancePath}${suffix}`,
    keyword: error.keyword,
    ...(expected === undefined ? {} : { expected }),
    ...(received === undefined ? {} : { received }),
  };
}

/** Errors of the branches of one `anyOf` or `oneOf`, by branch number. */
function branchesOf(union: ErrorObject, errors: readonly ErrorObject[]): Map<string, ErrorObject[]> {
  const prefix = `${union.schemaPath}/`;
  const branches = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    if (!error.schemaPath.startsWith(prefix) || !error.instancePath.startsWith(union.instancePath)) continue;
    const branch = error.schemaPath.slice(prefix.length).split("/", 1)[0] ?? "";
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  return branches;
}

/**
 * A value that fits no member of a union fails every one of them; what a person needs is one sentence. Wrong type for
 * all: one type mismatch with all types. Right type for exactly one: that member's errors. Else: the union itself.
 */
function withoutBranches(union: ErrorObject, errors: readonly ErrorObject[]): ErrorObject[] {
  const branches = branchesOf(union, errors);
  if (branches.size === 0) return [...errors];
  const inBranches = new Set([...branches.values()].flat());
  const rest = errors.filter((error) => error !== union && !inBranches.has(error));
  const typeErrorOf = (branch: readonly ErrorObject[]): ErrorObject | undefined =>
    branch.find((error) => error.keyword === "type" && error.instancePath === union.instancePath);
  const fitting = [...branches.values()].filter((branch) => typeErrorOf(branch) === undefined);
  if (fitting.length === 1) return [...rest, ...(fitting[0] ?? [])];
  if (fitting.length > 1) return [...rest, union];
  const types = [...branches.values()].flatMap((branch) => typeErrorOf(branch)?.params.type as string | string[]);
  return [...rest, { ...union, keyword: "type", params: { type: [...new Set(types)] } }];
}

function reduceErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  let reduced = errors.filter(({ keyword }) => !ECHOES.has(keyword));
  // Innermost unions come first in ajv's list, so an outer one sees what is left of them.
  for (const union of errors.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf")) {
    if (reduced.includes(union)) reduced = withoutBranches(union, reduced);
  }
  const mistyped = new Set(reduced.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath));
  return reduced.filter((error) => {
    // A value of the wrong type is told once, not again as outside the enumeration or format.
    return error.keyword === "type" || memberOf(error) !== undefined || !mistyped.has(error.instancePath);
  });
}

/** Violations in ajv's order, each (code, path, keyword) once, at most `MAX_VIOLATIONS`. */
export function violationsOf(errors: readonly ErrorObject[], context: ViolationContext): Violation[] {
  // A body may break one rule a million times; only as many errors are looked at as could ever be told.
  const considered = errors.length > 20 * MAX_VIOLATIONS ? errors.slice(0, 20 * MAX_VIOLATIONS) : errors;
  const seen = new Set<string>();
  const violations: Violation[] = [];
  for (const error of reduceErrors(considered)) {
    if (violations.length === MAX_VIOLATIONS) break;
    const violation = violationOf(error, context);
    const key = `${violation.code} ${violation.path} ${violation.keyword}`;
    if (seen.has(key)) continue;
    seen.add(key);
    violations.push(violation);
  }
  return violations;
}

/** Every error as a violation of its own, unreduced: for bare values judged by a schema that is not a plan's. */
export function everyViolation(errors: readonly ErrorObject[], value: unknown): Violation[] {
  const context: ViolationContext = { base: "", value, findProperty: () => undefined };
  return errors.slice(0, 20 * MAX_VIOLATIONS).map((error) => violationOf(error, context));
}
