/* eslint-disable */
/**
 * Checks what is sent against the plan, in development and in tests: a small interpreter of the compact specs in `specs/`.
 * It evaluates no text, so it runs under the strictest content security policy. The same bytes for every plan. Do not edit.
 */

/** Checks, as `[keyword, argument, keyword, argument, ...]`. */
export type Spec = readonly unknown[];

/** The first thing that is wrong with a value. */
export interface Fault {
  /** JSON pointer. */
  readonly path: string;
  /** The keyword of JSON Schema that the value fails. */
  readonly keyword: string;
  /** What the keyword asks for. */
  readonly expected?: unknown;
}

type Verdict = Fault | boolean | undefined;
type Rules = { readonly [keyword: string]: (value: never, expected: never, path: string) => Verdict };
type Keyed = { readonly [key: string]: unknown };

const keys = Object.keys;
const has = (value: object, key: string): boolean => keys(value).includes(key);
const size = (value: object): number => keys(value).length;
const most = (value: object, limit: number): boolean => size(value) > limit;
const least = (value: object, limit: number): boolean => size(value) < limit;
const step = (path: string, key: string): string => `${path}/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`;

function first<T>(list: readonly T[], fault: (item: T, at: number) => Verdict): Verdict {
  let found: Verdict;
  list.some((item, at) => (found = fault(item, at)));
  return found;
}

/** A bit for each of null, boolean, integer, number, string, array, object; an integer is a number too. */
function kind(value: unknown): number {
  if (typeof value === "number") return value % 1 ? 8 : 12;
  if (typeof value === "string") return 16;
  return value === null ? 1 : typeof value === "boolean" ? 2 : Array.isArray(value) ? 32 : 64;
}

/** Text that equal values have in common. */
function written(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    kind(item) < 64
      ? item
      : Object.fromEntries(
          keys(item)
            .sort()
            .map((key) => [key, item[key]]),
        ),
  );
}

function same(one: unknown, other: unknown): boolean {
  return one === other || (kind(one) > 16 && written(one) === written(other));
}

/** Of the members of a union, none of which fits: the one that was meant, when that is clear. */
function union(value: unknown, specs: readonly Spec[], path: string, atMost = Infinity): Verdict {
  const faults = specs.map((spec) => check(spec, value, path)).filter((fault): fault is Fault => !!fault);
  const passed = specs.length - faults.length;
  if (passed) return passed > atMost;
  const meant = faults.filter((fault) => fault.path !== path || fault.keyword !== "type");
  return meant.length > 1 || meant[0] || { path, keyword: "type" };
}

const ANY: Rules = {
  type: (value: unknown, mask: number) => !(kind(value) & mask),
  "false schema": () => true,
  const: (value: unknown, expected: unknown) => !same(value, expected),
  enum: (value: unknown, expected: readonly unknown[]) => !expected.some((one) => same(one, value)),
  not: (value: unknown, spec: Spec) => !check(spec, value),
  anyOf: union,
  oneOf: (value: unknown, specs: readonly Spec[], path) => union(value, specs, path, 1),
  allOf: (value: unknown, specs: readonly Spec[], path) => first(specs, (spec) => check(spec, value, path)),
  if: (value: unknown, [condition, then, otherwise]: readonly [Spec, Spec, Spec], path) =>
    check(check(condition, value) ? otherwise : then, value, path),
};

const NUMBER: Rules = {
  maximum: (value: number, limit: number) => value > limit,
  minimum: (value: number, limit: number) => value < limit,
  exclusiveMaximum: (value: number, limit: number) => value >= limit,
  exclusiveMinimum: (value: number, limit: number) => value <= limit,
  // 19.99 is a multiple of 0.01 to everybody but binary fractions.
  multipleOf: (value: number, unit: number) => !unit || Math.abs(Math.round(value / unit) - value / unit) > 1e-6,
};

const TEXT: Rules = {
  // Code points.
  maxLength: (value: string, limit: number) => [...value].length > limit,
  minLength: (value: string, limit: number) => [...value].length < limit,
  pattern: (value: string, source: string) => !new RegExp(source, "u").test(value),
  format: (value: string, accepts: (text: string) => boolean) => !accepts(value),
};

const LIST: Rules = {
  maxItems: most,
  minItems: least,
  items: (value: readonly unknown[], spec: Spec, path) =>
    first(value, (item, at) => check(spec, item, `${path}/${at}`)),
  contains: (value: readonly unknown[], spec: Spec) => value.every((item) => check(spec, item)),
  uniqueItems: (value: readonly unknown[]) => new Set(value.map(written)).size < value.length,
};

const OBJECT: Rules = {
  maxProperties: most,
  minProperties: least,
  required: (value: object, names: readonly string[], path) =>
    first(names, (key) => !has(value, key) && { path: step(path, key), keyword: "required" }),
  propertyNames: (value: object, spec: Spec, path) => first(keys(value), (key) => check(spec, key, path)),
  properties: (value: Keyed, [members, rest]: readonly [{ readonly [key: string]: Spec }, (Spec | false)?], path) =>
    (rest !== undefined &&
      first(
        keys(value),
        (key) =>
          !has(members, key) &&
          (rest
            ? check(rest, value[key], step(path, key))
            : { path: step(path, key), keyword: "additionalProperties" }),
      )) ||
    first(keys(members), (key) => has(value, key) && check(members[key] as Spec, value[key], step(path, key))),
};

/** What is wrong first, in the order in which the server looks; nothing when the value conforms. */
export function check(spec: Spec, value: unknown, path = ""): Fault | undefined {
  const of = kind(value);
  const own = of < 4 ? {} : of < 16 ? NUMBER : of < 32 ? TEXT : of < 64 ? LIST : OBJECT;
  for (let at = 0; at < spec.length; at += 2) {
    const keyword = spec[at] as string;
    const expected = spec[at + 1];
    const rule = (ANY[keyword] ?? own[keyword]) as ((...given: unknown[]) => Verdict) | undefined;
    const fault = rule?.(value, expected, path);
    if (fault) return fault === true ? { path, keyword, expected } : fault;
  }
  return undefined;
}

/** What the plan says of one event. */
export interface EventSpec {
  /** The event's id in the plan. */
  readonly event: string;
  readonly spec: Spec;
}

/** A call that does not conform to the plan. */
export interface Violation extends Fault {
  /** The event's name on the wire. */
  readonly name: string;
  /** All of it in one line. */
  readonly text: string;
}

/**
 * What is done about a violation: a line on the console (default), that and an error in the call, or your own function is
 * told; the event is sent all the same, unless it is to be dropped. Where `NODE_ENV` is `production` no call fails.
 */
export type OnViolation = "warn" | "throw" | "drop" | ((violation: Violation) => void);

/** Looks at a message as it would leave, and gives the reason why it must not. */
export type Judge = (message: string, onViolation?: OnViolation) => string | undefined;

declare const console: { readonly warn: (text: string) => void };
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** For `init({ validate })`: the events whose specs are given are checked. */
export function specsFor(...specs: readonly EventSpec[]): Judge {
  const known = new Map(specs.map(({ event, spec }) => [event, spec]));
  return (message, onViolation) => {
    try {
      const { context, event, name = event, properties } = JSON.parse(message);
      const fault = check(known.get(context.gabarit.event) ?? [], properties, "/properties");
      if (!fault) return undefined;
      const text = `Gabarit: ${name}: ${fault.path} fails ${fault.keyword}`;
      if (onViolation === "drop") return text;
      if (typeof onViolation === "function") onViolation({ ...fault, name, text });
      else console.warn(text);
      if (onViolation === "throw" && process.env.NODE_ENV !== "production")
        throw Object.assign(new Error(text), { isViolation: true });
    } catch (error) {
      // A fault of this code, or of the function that is told: the event is sent.
      if ((error as { readonly isViolation?: boolean } | undefined)?.isViolation) throw error;
    }
    return undefined;
  };
}
