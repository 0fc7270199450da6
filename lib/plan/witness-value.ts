/**
 * Values that fit a type, chosen where another definition of it may refuse them: at its bounds, among its listed values, of
 * another form. Found by construction, checked against the model; nothing is random, so a plan always gives the same ones.
 */

import type {
  ArrayType,
  Json,
  JsonObject,
  NumberType,
  ObjectType,
  Property,
  PropertyType,
  StringType,
} from "./plan.ts";
import { fitsType } from "./rules/example-fits.ts";
import { formatTexts } from "./witness-format.ts";
import { textsFor } from "./witness-pattern.ts";

/** Longer texts and lists are no help to a reader. */
export const LONGEST_TEXT = 2_000;
const MOST_ITEMS = 500;
/** Values tried for one property of an object, and for one item of a list. */
const SOME = 60;

const PLAIN_TEXTS = [
  "text",
  "",
  "x",
  "X",
  "0",
  "12",
  " ",
  "a b",
  "Text 1",
  "-",
  "é",
  "a@b.co",
  "2026-01-31",
  "TEXT",
  "_",
];
const UNPLANNED_KEY = "unplanned_key";

/** The members of a union, of whatever depth. */
function members(type: PropertyType | undefined): readonly PropertyType[] {
  if (type === undefined) return [];
  return type.kind === "union" ? type.anyOf.flatMap(members) : [type];
}

function ofKind<K extends PropertyType["kind"]>(type: PropertyType | undefined, kinds: readonly K[]) {
  return members(type).filter((member): member is Extract<PropertyType, { kind: K }> =>
    (kinds as readonly string[]).includes(member.kind),
  );
}

function textOfLength(length: number): string {
  return "text".repeat(Math.ceil(length / 4)).slice(0, length);
}

function lengthsOf(types: readonly StringType[]): number[] {
  const edges = types.flatMap(({ minLength = 0, maxLength = minLength + 3 }) => [
    minLength,
    maxLength,
    minLength - 1,
    maxLength + 1,
  ]);
  return [...new Set([...edges, 1, 3, 8])].filter((length) => length >= 0 && length <= LONGEST_TEXT);
}

function* stringValues(type: StringType, other: PropertyType | undefined): Generator<Json> {
  if (type.const !== undefined) yield type.const;
  yield* type.enum ?? [];
  if (type.const !== undefined || type.enum !== undefined) return;
  const others = ofKind(other, ["string"]);
  const lengths = lengthsOf([type, ...others]);
  if (type.format !== undefined) yield* formatTexts(type.format, lengths);
  if (type.pattern !== undefined) yield* textsFor(type.pattern);
  yield* PLAIN_TEXTS;
  yield* lengths.map(textOfLength);
  for (const { enum: listed = [], format, pattern } of others) {
    yield* listed.slice(0, SOME);
    if (format !== undefined) yield* formatTexts(format, lengths);
    if (pattern !== undefined) yield* textsFor(pattern);
  }
}

function boundsOf(types: readonly NumberType[]): number[] {
  return types
    .flatMap(({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }) => [
      minimum,
      maximum,
      exclusiveMinimum,
      exclusiveMaximum,
    ])
    .filter((bound) => bound !== undefined);
}

/** Without the noise of binary fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function* numberValues(type: NumberType, other: PropertyType | undefined): Generator<Json> {
  if (type.const !== undefined) yield type.const;
  yield* type.enum ?? [];
  if (type.const !== undefined || type.enum !== undefined) return;
  const numbers = [type, ...ofKind(other, ["number", "integer"])];
  const bounds = [...boundsOf(numbers), 0, 10].sort((a, b) => a - b);
  const steps = numbers.flatMap(({ multipleOf }) => multipleOf ?? []);
  const own = type.multipleOf ?? 1;
  yield* [1, 0, 12];
  for (const bound of bounds) {
    const near = Math.ceil(rounded(bound / own)) * own;
    for (let times = -2; times <= 12; times++) yield rounded(near + times * own);
    for (const step of [1, 0.5, 0.01, ...steps, ...steps.map((step) => step / 2)]) {
      yield* [bound, bound - step, bound + step].map(rounded);
    }
  }
  for (const [index, bound] of bounds.entries()) yield rounded((bound + (bounds[index + 1] ?? bound + 1)) / 2);
  yield* bounds.flatMap((bound) => [Math.floor(bound), Math.ceil(bound)]);
  yield* [0.5, 1.5, 0.333, 1e15];
  yield* numbers.flatMap(({ enum: listed = [] }) => listed.flatMap((value) => [value, value + 1]));
}

function distinct(values: Iterable<Json>, most: number): Json[] {
  const found = new Map<string, Json>();
  for (const value of values) {
    found.set(JSON.stringify(value), value);
    if (found.size >= most) break;
  }
  return [...found.values()];
}

/** `count` items that fit, all different when they must be; undefined where so many cannot be found. */
function filled(type: ArrayType, count: number, first?: Json): Json[] | undefined {
  if (count > MOST_ITEMS) return undefined;
  const start = first === undefined ? [] : [first];
  if (type.uniqueItems !== true) {
    const item = plainValue(type.items);
    if (item === undefined && start.length < count) return undefined;
    return [...start, ...Array.from({ length: count - start.length }, () => item ?? null)];
  }
  const all = distinct([...start, ...valuesFitting(type.items), ...manyOf(type.items)], count);
  return all.length === count ? all : undefined;
}

function* manyOf(items: PropertyType): Generator<Json> {
  for (let index = 1; index <= MOST_ITEMS; index++) {
    for (const value of [index, `item-${index}`]) if (fitsType(items, value)) yield value;
  }
}

function* arrayValues(type: ArrayType, other: PropertyType | undefined): Generator<Json> {
  const others = ofKind(other, ["array"]);
  const { minItems = 0 } = type;
  const sizes = [type, ...others].flatMap(({ minItems: low = 0, maxItems: high = low + 1 }) => [
    low,
    high,
    low - 1,
    high + 1,
  ]);
  const items = others.map((array) => array.items);
  const inside =
    items.length === 0 ? undefined : items.length === 1 ? items[0] : ({ kind: "union", anyOf: items } as const);
  const size = Math.max(1, minItems);
  for (const value of distinct(valuesFitting(type.items, inside), SOME * 4)) {
    const list = filled(type, size, value);
    if (list !== undefined) yield list;
    if (type.uniqueItems !== true) yield Array.from({ length: Math.max(2, minItems) }, () => value);
  }
  for (const count of new Set([...sizes, 2])) {
    const list = count < 0 ? undefined : filled(type, count);
    if (list !== undefined) yield list;
  }
}

/** Its required properties, each with a plain value; undefined where one cannot be found. */
export function plainObject(type: ObjectType, every = false): JsonObject | undefined {
  const entries: [string, Json][] = [];
  for (const property of type.properties) {
    if (!property.required && !every) continue;
    const value = exampleOf(property);
    if (value === undefined && property.required) return undefined;
    if (value !== undefined) entries.push([property.name, value]);
  }
  return Object.fromEntries(entries);
}

function* objectValues(type: ObjectType, other: PropertyType | undefined): Generator<Json> {
  const plain = plainObject(type);
  if (plain === undefined) return;
  const key = freshKey(type.properties);
  yield plain;
  if (type.open) yield { ...plain, [key]: true };
  yield plainObject(type, true) ?? plain;
  const others = ofKind(other, ["object"]).flatMap(({ properties }) => properties);
  for (const property of type.properties) {
    const later = others.find(({ name }) => name === property.name);
    for (const value of distinct(propertyValues(property, later?.type), SOME))
      yield { ...plain, [property.name]: value };
  }
  if (!type.open) return;
  for (const { name } of others) {
    if (!type.properties.some((property) => property.name === name)) yield { ...plain, [name]: unlikely(others, name) };
  }
}

/** A value that the property of that name is least likely to take. */
function unlikely(properties: readonly Property[], name: string): Json {
  const type = properties.find((property) => property.name === name)?.type;
  return ANYTHING.find((value) => type !== undefined && !fitsType(type, value)) ?? "text";
}

/** A key that no property has. */
export function freshKey(properties: readonly Property[]): string {
  let key = UNPLANNED_KEY;
  while (properties.some(({ name }) => name === key)) key += "_";
  return key;
}

export const ANYTHING: readonly Json[] = ["text", 1, true, [], {}, null, 0.5, ""];

function* candidates(type: PropertyType, other: PropertyType | undefined): Generator<Json> {
  switch (type.kind) {
    case "string":
      yield* stringValues(type, other);
      break;
    case "number":
    case "integer":
      yield* numberValues(type, other);
      break;
    case "boolean":
      yield* [true, false];
      break;
    case "array":
      yield* arrayValues(type, other);
      break;
    case "object":
      yield* objectValues(type, other);
      break;
    case "union":
      for (const member of type.anyOf) yield* candidates(member, other);
      break;
    case "raw":
    case "any":
      yield* ANYTHING;
      break;
    case "null":
      break;
  }
  yield null;
}

/** Values that fit the type, the plainest first, with those on the edges that another definition of it suggests. */
export function* valuesFitting(type: PropertyType, other?: PropertyType): Generator<Json> {
  for (const value of candidates(type, other)) if (fitsType(type, value)) yield value;
}

/** As `valuesFitting`, the property's own examples first. */
export function* propertyValues(property: Property, other?: PropertyType): Generator<Json> {
  for (const example of property.examples) if (fitsType(property.type, example)) yield example;
  yield* valuesFitting(property.type, other);
}

/** A value that fits the type; undefined where none was found. */
export function plainValue(type: PropertyType): Json | undefined {
  return valuesFitting(type).next().value as Json | undefined;
}

/** An example of the property, or a plain value; one that fits `other` too where there is one. */
export function exampleOf(property: Property, other?: PropertyType): Json | undefined {
  let first: Json | undefined;
  for (const value of distinct(propertyValues(property, other), SOME)) {
    if (other === undefined || fitsType(other, value)) return value;
    first ??= value;
  }
  return first;
}

/** Values of any kind that do not fit the type. */
export function valuesBreaking(type: PropertyType): Json[] {
  return ANYTHING.filter((value) => !fitsType(type, value));
}
