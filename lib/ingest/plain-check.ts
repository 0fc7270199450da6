/**
 * What nearly every plan is made of, checked without generated code: texts, numbers, enums, lists and objects of these.
 * One small function serves all events of a plan, where the generated ones, hundreds of them, push each other out of the
 * processor's caches. It accepts only what ajv accepts; whatever it does not recognise, schema or value, is left to ajv, so
 * no verdict changes.
 */

import { DRAFT_07 } from "../plan/json-schema.ts";
import type { SafePattern } from "../plan/pattern.ts";
import { quickRegExp } from "../plan/quick-pattern.ts";
import { isUsualInstant, isUsualUri } from "../plan/usual-form.ts";
import { isUsualEmail } from "./usual-email.ts";

/** Types that a value may have, added up. */
const TEXT = 1;
const NUMBER = 2;
const INTEGER = 4;
const BOOLEAN = 8;
const NULL = 16;
const LIST = 32;
const OBJECT = 64;
const ANY = TEXT | NUMBER | BOOLEAN | NULL | LIST | OBJECT;

const TYPES = new Map([
  ["string", TEXT],
  ["number", NUMBER],
  ["integer", INTEGER],
  ["boolean", BOOLEAN],
  ["null", NULL],
  ["array", LIST],
  ["object", OBJECT],
]);

type Test = (text: string) => boolean;
type Primitive = string | number | boolean | null;

const FORMATS: ReadonlyMap<unknown, Test> = new Map<unknown, Test>([
  ["date-time", isUsualInstant],
  ["uri", isUsualUri],
  ["email", isUsualEmail],
]);

/** All of one shape, whatever they check: the engine then reads each the same way. */
interface Check {
  types: number;
  values: ReadonlySet<unknown> | undefined;
  /** Code points a text has at least and at most; items of a list. */
  least: number;
  most: number;
  fewestItems: number;
  mostItems: number;
  pattern: RegExp | SafePattern | undefined;
  format: Test | undefined;
  minimum: number;
  maximum: number;
  above: number;
  below: number;
  items: Check | undefined;
  members: ReadonlyMap<string, Check> | undefined;
  /** The same in their order: what comes after a member is most often the one planned after it. */
  names: readonly string[];
  checks: readonly Check[];
  /** Names that `members` does not have are refused. */
  closed: boolean;
  /** How many of the members must be there. */
  requiredCount: number;
  /** As a member of its object: whether it must be there, and its number in `names`. */
  required: boolean;
  place: number;
}

function anything(): Check {
  return {
    types: ANY,
    values: undefined,
    least: 0,
    most: Number.POSITIVE_INFINITY,
    fewestItems: 0,
    mostItems: Number.POSITIVE_INFINITY,
    pattern: undefined,
    format: undefined,
    minimum: Number.NEGATIVE_INFINITY,
    maximum: Number.POSITIVE_INFINITY,
    above: Number.NEGATIVE_INFINITY,
    below: Number.POSITIVE_INFINITY,
    items: undefined,
    members: undefined,
    names: [],
    checks: [],
    closed: false,
    requiredCount: 0,
    required: false,
    place: 0,
  };
}

type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPrimitive(value: unknown): value is Primitive {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** How a keyword's value shapes a check; false when it is not of a kind known here. */
type Reader = (check: Check, value: unknown) => boolean;

function bound(
  name: "least" | "most" | "fewestItems" | "mostItems" | "minimum" | "maximum" | "above" | "below",
): Reader {
  return (check, value) => {
    if (typeof value !== "number") return false;
    check[name] = value;
    return true;
  };
}

function readTypes(check: Check, value: unknown): boolean {
  check.types = 0;
  for (const name of Array.isArray(value) ? (value as unknown[]) : [value]) {
    const type = TYPES.get(String(name));
    if (type === undefined) return false;
    check.types |= type;
  }
  return true;
}

function readMembers(check: Check, value: unknown): boolean {
  if (!isSchema(value)) return false;
  const members = new Map<string, Check>();
  for (const [name, schema] of Object.entries(value)) {
    const member = read(schema);
    if (member === undefined) return false;
    member.place = members.size;
    members.set(name, member);
  }
  check.members = members;
  check.names = [...members.keys()];
  check.checks = [...members.values()];
  return true;
}

const READERS: Readonly<Record<string, Reader>> = {
  $id: () => true,
  $schema: (_, value) => value === DRAFT_07,
  type: readTypes,
  properties: readMembers,
  minLength: bound("least"),
  maxLength: bound("most"),
  minItems: bound("fewestItems"),
  maxItems: bound("mostItems"),
  minimum: bound("minimum"),
  maximum: bound("maximum"),
  exclusiveMinimum: bound("above"),
  exclusiveMaximum: bound("below"),
  enum: (check, value) => {
    if (!Array.isArray(value) || !value.every(isPrimitive)) return false;
    check.values = new Set(value);
    return true;
  },
  const: (check, value) => {
    check.values = new Set([value]);
    return isPrimitive(value);
  },
  pattern: (check, value) => {
    if (typeof value !== "string") return false;
    check.pattern = quickRegExp(value);
    return true;
  },
  format: (check, value) => {
    check.format = FORMATS.get(value);
    return check.format !== undefined;
  },
  items: (check, value) => {
    check.items = read(value);
    return check.items !== undefined;
  },
  additionalProperties: (check, value) => {
    check.closed = value === false;
    return typeof value === "boolean";
  },
};

/** Read after the members that it names. */
function readRequired(check: Check, names: unknown): boolean {
  if (names === undefined) return true;
  if (!Array.isArray(names)) return false;
  for (const name of new Set(names as unknown[])) {
    const member = check.members?.get(String(name));
    if (member === undefined) return false;
    member.required = true;
    check.requiredCount += 1;
  }
  return true;
}

function read(schema: unknown): Check | undefined {
  const check = anything();
  if (schema === true) return check;
  // What a source must not send.
  if (schema === false) return { ...check, types: 0 };
  if (!isSchema(schema)) return undefined;
  // Both would have to hold.
  if ("enum" in schema && "const" in schema) return undefined;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "required") continue;
    const reader = Object.hasOwn(READERS, keyword) ? READERS[keyword] : undefined;
    if (reader === undefined || !reader(check, value)) return undefined;
  }
  if (!readRequired(check, schema.required)) return undefined;
  if (check.closed) check.members ??= new Map();
  return check;
}

function isText(check: Check, text: string): boolean {
  if ((check.types & TEXT) === 0) return false;
  if (check.values !== undefined && !check.values.has(text)) return false;
  // A code point is one unit or two: between these bounds the number of units leaves no doubt.
  if (text.length > check.most || text.length < check.least * 2)
    return hasLength(check, text) && isWritten(check, text);
  return isWritten(check, text);
}

function hasLength({ least, most }: Check, text: string): boolean {
  let length = 0;
  for (const _ of text) length++;
  return length >= least && length <= most;
}

function isWritten({ pattern, format }: Check, text: string): boolean {
  return (pattern === undefined || pattern.test(text)) && (format === undefined || format(text));
}

function isNumber(check: Check, value: number): boolean {
  if ((check.types & NUMBER) === 0 && ((check.types & INTEGER) === 0 || !Number.isInteger(value))) return false;
  if (check.values !== undefined && !check.values.has(value)) return false;
  return value >= check.minimum && value <= check.maximum && value > check.above && value < check.below;
}

function isList(check: Check, list: readonly unknown[]): boolean {
  if ((check.types & LIST) === 0 || check.values !== undefined) return false;
  if (list.length < check.fewestItems || list.length > check.mostItems) return false;
  const { items } = check;
  if (items === undefined) return true;
  for (let index = 0; index < list.length; index++) if (!holds(items, list[index])) return false;
  return true;
}

function isObject(check: Check, value: object): boolean {
  if ((check.types & OBJECT) === 0 || check.values !== undefined) return false;
  const { members, names, checks } = check;
  if (members === undefined) return true;
  let present = 0;
  let next = 0;
  // What was parsed has own members only.
  for (const name in value) {
    const member = name === names[next] ? checks[next] : members.get(name);
    if (member === undefined) {
      if (check.closed) return false;
      continue;
    }
    next = member.place + 1;
    if (!holds(member, (value as Schema)[name])) return false;
    if (member.required) present++;
  }
  return present === check.requiredCount;
}

function holds(check: Check, value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return isText(check, value);
    case "number":
      return isNumber(check, value);
    case "boolean":
      return (check.types & BOOLEAN) !== 0 && (check.values === undefined || check.values.has(value));
    case "object":
      if (value === null) return (check.types & NULL) !== 0 && (check.values === undefined || check.values.has(null));
      return Array.isArray(value) ? isList(check, value) : isObject(check, value);
    default:
      return false;
  }
}

/** A test that is true only of values that conform to the schema; `undefined` when the schema has more to it. */
export function plainCheck(schema: unknown): ((value: unknown) => boolean) | undefined {
  const check = read(schema);
  return check === undefined ? undefined : (value) => holds(check, value);
}
