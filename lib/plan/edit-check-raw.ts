/**
 * Raw JSON Schemas inside a plan: draft-07 keywords with well-formed values, references within the schema only, no cycle,
 * and an expanded size that ajv compiles in well under two seconds.
 */

import { ENUM_MAX, type Report, UNIQUE_OBJECTS_MAX } from "./edit-check-type.ts";
import { patternProblem } from "./edit-pattern.ts";
import { halfPairIn, holdsProtoKey } from "./json-value.ts";
import type { Json, JsonObject } from "./plan.ts";

export const DEPTH_MAX = 32;
export const NODES_MAX = 20_000;
export const PROPERTIES_MAX = 1000;

type Test = (value: Json) => boolean;

const isNumber: Test = (value) => typeof value === "number";
const isCount: Test = (value) => typeof value === "number" && Number.isInteger(value) && value >= 0;
const isText: Test = (value) => typeof value === "string";
const isFlag: Test = (value) => typeof value === "boolean";
const isTexts: Test = (value) => Array.isArray(value) && value.every(isText);
function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
const isSchema: Test = (value) => typeof value === "boolean" || isJsonObject(value);
const isSchemas: Test = (value) => Array.isArray(value) && value.length > 0 && value.every(isSchema);
const isSchemaMap: Test = (value) => isJsonObject(value) && Object.values(value).every(isSchema);

const TYPE_NAMES = new Set<Json>(["string", "number", "integer", "boolean", "null", "object", "array"]);
const never: Test = () => false;

/** Keywords whose value is checked. Unknown keywords are annotations, as in draft-07; `tsType` would reach generated code. */
const KEYWORDS: { readonly [keyword: string]: Test } = {
  type: (value) =>
    Array.isArray(value)
      ? value.length > 0 && value.every((item) => TYPE_NAMES.has(item)) && new Set(value).size === value.length
      : TYPE_NAMES.has(value),
  enum: (value) => Array.isArray(value) && value.length > 0,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  multipleOf: (value) => typeof value === "number" && value > 0,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  uniqueItems: isFlag,
  pattern: isText,
  format: isText,
  required: (value) => isTexts(value) && new Set(value as Json[]).size === (value as Json[]).length,
  $ref: isText,
  properties: isSchemaMap,
  patternProperties: isSchemaMap,
  definitions: isSchemaMap,
  $defs: isSchemaMap,
  dependencies: (value) => isJsonObject(value) && Object.values(value).every((item) => isSchema(item) || isTexts(item)),
  items: (value) => isSchema(value) || isSchemas(value),
  additionalItems: isSchema,
  additionalProperties: isSchema,
  contains: isSchema,
  propertyNames: isSchema,
  not: isSchema,
  if: isSchema,
  // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword, on a value that nobody awaits.
  then: isSchema,
  else: isSchema,
  allOf: isSchemas,
  anyOf: isSchemas,
  oneOf: isSchemas,
  tsType: never,
  tsEnumNames: never,
};

const MAPS = ["properties", "patternProperties", "definitions", "$defs", "dependencies"];
const SINGLE = ["additionalItems", "additionalProperties", "contains", "propertyNames", "not", "if", "then", "else"];
const LISTS = ["allOf", "anyOf", "oneOf"];

/** Schemas directly inside a schema; definitions only count where a reference leads to them. */
function subschemas(schema: JsonObject, withDefinitions: boolean): Json[] {
  const found: Json[] = [];
  for (const key of MAPS) {
    if (!withDefinitions && (key === "definitions" || key === "$defs")) continue;
    const value = schema[key];
    if (isJsonObject(value)) found.push(...Object.values(value).filter((item) => !Array.isArray(item)));
  }
  for (const key of SINGLE) {
    const value = schema[key];
    if (value !== undefined) found.push(value);
  }
  for (const key of [...LISTS, "items"]) {
    const value = schema[key];
    if (Array.isArray(value)) found.push(...value);
    else if (key === "items" && value !== undefined) found.push(value);
  }
  return found;
}

/** Follows a `#/...` pointer; undefined when it leads nowhere or out of the schema. */
function followPointer(root: JsonObject, reference: string): Json | undefined {
  if (reference === "#") return root;
  if (!reference.startsWith("#/")) return undefined;
  let place: Json | undefined = root;
  for (const part of reference.slice(2).split("/")) {
    let key: string;
    try {
      key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    } catch {
      return undefined;
    }
    if (Array.isArray(place)) place = place[Number(key)];
    else if (isJsonObject(place)) place = Object.hasOwn(place, key) ? place[key] : undefined;
    else return undefined;
  }
  return place;
}

function checkKeywords(schema: JsonObject, path: string, report: Report): void {
  for (const [keyword, value] of Object.entries(schema)) {
    const test = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
    if (test !== undefined && !test(value)) report("raw_keyword", path, keyword);
  }
  const { enum: values, properties, pattern, patternProperties, uniqueItems, maxItems } = schema;
  if (Array.isArray(values) && values.length > ENUM_MAX) report("enum_too_long", path, undefined, ENUM_MAX);
  if (isJsonObject(properties) && Object.keys(properties).length > PROPERTIES_MAX) {
    report("too_many_properties", path, undefined, PROPERTIES_MAX);
  }
  const patterns = [
    ...(typeof pattern === "string" ? [pattern] : []),
    ...(isJsonObject(patternProperties) ? Object.keys(patternProperties) : []),
  ];
  for (const text of patterns) {
    const problem = patternProblem(text);
    if (problem !== undefined) report("pattern_unsafe", path, problem);
  }
  const bounded = typeof maxItems === "number" && maxItems <= UNIQUE_OBJECTS_MAX;
  if (uniqueItems === true && !bounded && !hasScalarItems(schema.items)) {
    report("unique_items_unbounded", path, undefined, UNIQUE_OBJECTS_MAX);
  }
}

function hasScalarItems(items: Json | undefined): boolean {
  if (!isJsonObject(items)) return false;
  const types = Array.isArray(items.type) ? items.type : [items.type];
  return types.every((type) => typeof type === "string" && type !== "object" && type !== "array");
}

function walk(schema: Json, path: string, depth: number, report: Report, isRoot: boolean): void {
  if (!isJsonObject(schema)) return;
  if (depth > DEPTH_MAX) {
    report("too_deep", path, undefined, DEPTH_MAX);
    return;
  }
  if (!isRoot && typeof schema.$id === "string") report("raw_keyword", path, "$id");
  checkKeywords(schema, path, report);
  for (const item of subschemas(schema, true)) walk(item, path, depth + 1, report, false);
}

/** Size after every reference is written out, by pointer, each counted once and then reused. */
class Expansion {
  private readonly sizes = new Map<JsonObject, number>();
  private readonly open = new Set<JsonObject>();

  constructor(
    private readonly root: JsonObject,
    private readonly path: string,
    private readonly report: Report,
  ) {}

  sizeOf(schema: Json, depth = 0): number {
    if (!isJsonObject(schema) || depth > 500) return 1;
    const known = this.sizes.get(schema);
    if (known !== undefined) return known;
    this.open.add(schema);
    let size = 1 + this.referenced(schema, depth);
    for (const item of subschemas(schema, false)) size += this.sizeOf(item, depth + 1);
    this.open.delete(schema);
    this.sizes.set(schema, size);
    return size;
  }

  private referenced(schema: JsonObject, depth: number): number {
    const reference = schema.$ref;
    if (typeof reference !== "string") return 0;
    const target = followPointer(this.root, reference);
    if (target === undefined || (typeof target !== "boolean" && !isJsonObject(target))) {
      this.report("raw_reference", this.path, reference);
      return 0;
    }
    if (isJsonObject(target) && this.open.has(target)) {
      this.report("raw_cycle", this.path, reference);
      return 0;
    }
    return this.sizeOf(target, depth + 1);
  }
}

/** Reports what is wrong with a raw schema and returns the number of nodes it expands to. */
export function checkRawSchema(schema: JsonObject | boolean, path: string, report: Report): number {
  if (typeof schema === "boolean") return 1;
  const problems = new Set<string>();
  const once: Report = (code, at, detail, limit) => {
    const key = `${code} ${detail ?? ""}`;
    if (problems.has(key)) return;
    problems.add(key);
    report(code, at, detail, limit);
  };
  if (holdsProtoKey(schema)) once("proto_key", path);
  const broken = halfPairIn(schema);
  if (broken !== undefined) once("half_pair", path, broken);
  walk(schema, path, 1, once, true);
  return new Expansion(schema, path, once).sizeOf(schema);
}
