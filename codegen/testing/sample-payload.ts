/**
 * What an application would send for an event, made from the plan alone: the generator and its model are not asked, so that
 * what leaves the SDK can be compared with it.
 */

import { Ajv, type ValidateFunction } from "ajv";
import addFormatsModule from "ajv-formats";
import fc from "fast-check";
import { eventSchema } from "../../lib/plan/json-schema.ts";
import type { Json, JsonObject, Plan, PlanEvent, Property, PropertyType, StringType } from "../../lib/plan/plan.ts";
import { type ResolvedEvent, resolveEvent, valuesWithoutCase } from "../../lib/plan/resolve.ts";

const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default;

export interface Sample {
  /** What the caller passes. */
  readonly given: JsonObject;
  /** What must arrive as `properties`: constants of the plan behind what was passed. */
  readonly sent: JsonObject;
  /** Whether the plan's own JSON Schema accepts it; false when no conformant value was found for an odd constraint. */
  readonly conformant: boolean;
}

/** One for all: compiling the schema of schemas takes longer than compiling most plans'. */
const ajv = new Ajv({ allErrors: true, strict: false, logger: false, ownProperties: true, addUsedSchema: false });
addFormats(ajv);

export function eventValidator(plan: Plan, event: PlanEvent): ValidateFunction {
  return ajv.compile(structuredClone(eventSchema(plan, event)));
}

export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(values: readonly T[], random: Random): T {
  return values[Math.floor(random() * values.length)] as T;
}

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "2026-02-28T23:59:59.123Z",
  date: "2026-02-28",
  time: "23:59:59Z",
  duration: "P3DT4H",
  email: "ada@example.com",
  uri: "https://example.com/a?b=c#d",
  uuid: "0f8fad5b-d9cb-469f-a165-70867728950e",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
};

function stringValue(type: StringType, random: Random): string {
  if (type.format !== undefined) return FORMATS[type.format] ?? "";
  const minimum = type.minLength ?? 0;
  const maximum = Math.min(type.maxLength ?? minimum + 12, minimum + 12);
  if (type.pattern !== undefined) return matching(type.pattern, minimum, type.maxLength, random);
  const length = minimum + Math.floor(random() * (maximum - minimum + 1));
  return Array.from({ length }, () => pick([..."aé注🎉\"'\\ \n*/`$"], random)).join("");
}

function matching(pattern: string, minimum: number, maximum: number | undefined, random: Random): string {
  try {
    const arbitrary = fc.stringMatching(new RegExp(pattern, "u"));
    const candidates = fc.sample(arbitrary, { seed: Math.floor(random() * 2 ** 31), numRuns: 40 });
    const fits = (text: string): boolean => [...text].length >= minimum && [...text].length <= (maximum ?? 1e9);
    return candidates.find(fits) ?? "";
  } catch {
    return "";
  }
}

function numberValue(type: Extract<PropertyType, { kind: "number" | "integer" }>, random: Random): number {
  const whole = type.kind === "integer";
  const step = type.multipleOf ?? (whole ? 1 : 0.25);
  const low = type.minimum ?? (type.exclusiveMinimum === undefined ? undefined : type.exclusiveMinimum + step);
  const high = type.maximum ?? (type.exclusiveMaximum === undefined ? undefined : type.exclusiveMaximum - step);
  const from = low ?? (high === undefined ? -5 : high - 10 * step);
  const value = (Math.ceil(from / step) + Math.floor(random() * 8)) * step;
  const rounded = Number(value.toPrecision(12));
  return high !== undefined && rounded > high ? Math.floor(high / step) * step : rounded;
}

function arrayValue(type: Extract<PropertyType, { kind: "array" }>, random: Random, depth: number): Json[] {
  const minimum = type.minItems ?? 0;
  const maximum = Math.min(type.maxItems ?? minimum + 2, minimum + 2);
  const length = minimum + Math.floor(random() * (maximum - minimum + 1));
  const items = Array.from({ length }, () => valueFor(type.items, random, depth + 1));
  if (type.uniqueItems !== true) return items;
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

const RAW: readonly Json[] = [[1, 2], null, "text", 7, true, {}, [], { a: 1 }];

function valueFor(type: PropertyType, random: Random, depth = 0): Json {
  if ("nullable" in type && type.nullable === true && random() < 0.3) return null;
  if ("const" in type && type.const !== undefined) return type.const;
  if ("enum" in type && type.enum !== undefined && type.enum.length > 0) return pick<Json>(type.enum, random);
  switch (type.kind) {
    case "string":
      return stringValue(type, random);
    case "number":
    case "integer":
      return numberValue(type, random);
    case "boolean":
      return random() < 0.5;
    case "null":
      return null;
    case "object":
      return objectOf(type.properties, random, depth + 1, new Set());
    case "array":
      return arrayValue(type, random, depth);
    case "union":
      return valueFor(pick(type.anyOf, random), random, depth + 1);
    case "any":
    case "raw":
      return pick(RAW, random);
  }
}

function objectOf(
  properties: readonly Property[],
  random: Random,
  depth: number,
  leftOut: ReadonlySet<string>,
): JsonObject {
  const kept = properties.filter((property) => !leftOut.has(property.name));
  const present = kept.filter((property) => property.required || random() < (depth > 3 ? 0.2 : 0.7));
  return Object.fromEntries(present.map((property) => [property.name, valueFor(property.type, random, depth)]));
}

/** Required, never null, one value, the same in every variant: what the SDK must fill in. */
function constantsOf({ properties, variants }: ResolvedEvent): Map<string, Json> {
  const inCases = new Set(variants?.cases.flatMap((item) => item.case.properties.map(({ name }) => name)));
  const constants = new Map<string, Json>();
  for (const { property } of properties) {
    const type = property.type;
    if (!property.required || inCases.has(property.name) || property === variants?.discriminator) continue;
    if (!("const" in type) || type.const === undefined || type.nullable === true) continue;
    constants.set(property.name, type.const);
  }
  return constants;
}

function attempt(resolved: ResolvedEvent, constants: ReadonlyMap<string, Json>, random: Random): JsonObject {
  const leftOut = new Set(constants.keys());
  const { variants } = resolved;
  const common = resolved.properties.map(({ property }) => property);
  if (variants === undefined) return objectOf(common, random, 0, leftOut);
  const rest = valuesWithoutCase(variants);
  const reachable = variants.cases.filter((item) => item.case.match.length > 0);
  const chosen = pick(rest.length > 0 || reachable.length === 0 ? [...reachable, undefined] : reachable, random);
  const given = objectOf(chosen?.properties ?? common, random, 0, leftOut);
  const values: readonly Json[] = chosen?.case.match ?? rest;
  return values.length === 0 ? given : { ...given, [variants.discriminator.name]: pick(values, random) };
}

/** Tries until the plan's schema accepts; gives the last attempt, said not to conform, when nothing does. */
export function samplePayload(
  plan: Plan,
  event: PlanEvent,
  seed: number,
  accepts = eventValidator(plan, event),
): Sample {
  const random = seeded(seed);
  const resolved = resolveEvent(plan, event);
  const constants = constantsOf(resolved);
  for (let tries = 1; ; tries++) {
    const given = attempt(resolved, constants, random);
    const sent = { ...given, ...Object.fromEntries(constants) };
    const conformant = accepts(structuredClone(sent));
    if (conformant || tries >= 200) return { given, sent, conformant };
  }
}

/** A JSON value as TypeScript on one line; JSON itself, but for a key that an expression would take for a prototype. */
export function asTypescript(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(asTypescript).join(",")}]`;
  if (typeof value !== "object" || value === null) return oneLine(JSON.stringify(value));
  const entries = Object.entries(value as JsonObject);
  return `{${entries.map(([key, item]) => `${keyed(key)}:${asTypescript(item)}`).join(",")}}`;
}

function keyed(key: string): string {
  return key === "__proto__" ? '["__proto__"]' : oneLine(JSON.stringify(key));
}

/** JSON leaves two line separators as they are. */
function oneLine(json: string): string {
  return json.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
