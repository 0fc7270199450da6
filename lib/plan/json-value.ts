/**
 * JSON as zod reads it for a plan. What comes out is the very value that went in: zod's parser of records leaves out a key
 * called `__proto__` without a word. Inside a plan that key is refused by name, since on the way through validators, code
 * and browsers something else would drop it.
 */

import { z } from "zod";
import type { Json, JsonObject } from "./plan.ts";

/** What is wrong with a value, and where in it. */
interface JsonFault {
  readonly path: readonly (string | number)[];
  readonly en: string;
  readonly fr: string;
}

type FaultCheck = (value: unknown) => Omit<JsonFault, "path"> | undefined;

const NOT_JSON = { en: "This is not JSON.", fr: "Ce n’est pas du JSON." };
const NOT_OBJECT = { en: "This must be a JSON object.", fr: "Il faut ici un objet JSON." };
const PROTO = {
  en: "The key `__proto__` is not possible here: JavaScript gives it a meaning of its own.",
  fr: "La clé `__proto__` n’est pas possible ici : JavaScript lui donne un sens particulier.",
};
/** Said of any text that half a surrogate pair or U+0000 makes impossible to compile or keep. */
export const TEXT_FAULT = {
  en: "This text holds a character that cannot be kept (U+0000 or half a surrogate pair).",
  fr: "Ce texte contient un caractère qui ne peut pas être conservé (U+0000 ou moitié de paire de substitution).",
};

/** Half a surrogate pair has no UTF-8 form: no schema with such a key compiles, and PostgreSQL refuses it. */
export function hasHalfPair(text: string): boolean {
  return /\p{Cs}/u.test(text);
}

/** The text as it can be shown and sent. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const notJson: FaultCheck = (value) => {
  if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return;
  if (typeof value !== "object") return NOT_JSON;
  return Array.isArray(value) || isPlain(value) ? undefined : NOT_JSON;
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const protoKey: FaultCheck = (value) => (isRecord(value) && Object.hasOwn(value, "__proto__") ? PROTO : undefined);

function isBadText(text: string): boolean {
  return text.includes("\u0000") || hasHalfPair(text);
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return isRecord(value) ? Object.keys(value) : [];
}

const badText: FaultCheck = (value) => (textsOf(value).some(isBadText) ? TEXT_FAULT : undefined);

/** The first fault found. Without recursion: a value nested ten thousand deep must not exhaust the stack. */
function faultOf(root: unknown, checks: readonly FaultCheck[]): JsonFault | undefined {
  const waiting: { value: unknown; path: readonly (string | number)[] }[] = [{ value: root, path: [] }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value, path } = place;
    for (const check of checks) {
      const fault = check(value);
      if (fault !== undefined) return { path, ...fault };
    }
    if (Array.isArray(value))
      value.forEach((item, index) => void waiting.push({ value: item, path: [...path, index] }));
    else if (isRecord(value))
      for (const [key, item] of Object.entries(value)) waiting.push({ value: item, path: [...path, key] });
  }
  return undefined;
}

/** True when `__proto__` is a key somewhere inside. */
export function holdsProtoKey(value: Json): boolean {
  return faultOf(value, [protoKey]) !== undefined;
}

/** A key or text somewhere inside that holds half a surrogate pair. */
export function halfPairIn(value: Json): string | undefined {
  let found: string | undefined;
  faultOf(value, [
    (item) => {
      found = textsOf(item).find(hasHalfPair);
      return found === undefined ? undefined : TEXT_FAULT;
    },
  ]);
  return found;
}

function jsonWith<T>(checks: readonly FaultCheck[], mayBe: (value: unknown) => boolean = () => true): z.ZodType<T> {
  const schema = z.unknown().superRefine((value, context) => {
    const fault = mayBe(value) ? faultOf(value, checks) : { path: [], ...NOT_OBJECT };
    if (fault === undefined) return;
    const { path, en, fr } = fault;
    context.addIssue({ code: "custom", message: en, params: { fr }, path: [...path], input: value });
  });
  return schema as z.ZodType<unknown> as z.ZodType<T>;
}

/** Any JSON, as it is. */
export const jsonSchema = jsonWith<Json>([notJson]);
export const jsonObjectSchema = jsonWith<JsonObject>([notJson], isRecord).meta({ type: "object" });

/** A value that a plan holds, e.g. an example. */
export const plannedJsonSchema = jsonWith<Json>([notJson, protoKey]);

export const plannedObjectSchema = jsonWith<JsonObject>([notJson, protoKey], isRecord).meta({ type: "object" });

const RAW_CHECKS = [notJson, protoKey, badText];
/** A JSON Schema inside a plan: its keys become keys of validators, its patterns expressions. */
export const rawObjectSchema = jsonWith<JsonObject>(RAW_CHECKS, isRecord).meta({ type: "object" });
export const rawSchemaSchema = jsonWith<JsonObject | boolean>(
  RAW_CHECKS,
  (value) => typeof value === "boolean" || isRecord(value),
).meta({ type: ["object", "boolean"] });
