/** Whether an example fits a type: the model's own constraints, without compiling a schema per property. */

import { fullFormats } from "ajv-formats/dist/formats.js";
import { numberFits, stringFits } from "../edit-check-type.ts";
import { sameValue } from "../edit-same.ts";
import type { ArrayType, Json, NumberType, ObjectType, PropertyType, StringFormat, StringType } from "../plan.ts";

function hasFormat(format: StringFormat, value: string): boolean {
  const check = fullFormats[format];
  if (check instanceof RegExp) return check.test(value);
  if (typeof check === "function") return check(value) === true;
  if (typeof check !== "object" || !("validate" in check)) return true;
  const { validate } = check;
  if (validate instanceof RegExp) return validate.test(value);
  return typeof validate === "function" ? (validate as (text: string) => boolean)(value) === true : true;
}

function isListed(type: { readonly enum?: readonly Json[]; readonly const?: Json }, value: Json): boolean {
  if (type.const !== undefined && type.const !== value) return false;
  return type.enum === undefined || type.enum.includes(value);
}

function fitsString(type: StringType, value: string): boolean {
  return (
    isListed(type, value) && stringFits(type, value) && (type.format === undefined || hasFormat(type.format, value))
  );
}

function fitsNumber(type: NumberType, value: number): boolean {
  return isListed(type, value) && numberFits(type, value);
}

function fitsArray(type: ArrayType, value: readonly Json[]): boolean {
  if (type.minItems !== undefined && value.length < type.minItems) return false;
  if (type.maxItems !== undefined && value.length > type.maxItems) return false;
  if (
    type.uniqueItems === true &&
    value.some((item, at) => value.slice(0, at).some((other) => sameValue(item, other)))
  ) {
    return false;
  }
  return value.every((item) => fitsType(type.items, item));
}

function fitsObject(type: ObjectType, value: { readonly [key: string]: Json }): boolean {
  const planned = new Set(type.properties.map(({ name }) => name));
  if (!type.open && Object.keys(value).some((key) => !planned.has(key))) return false;
  return type.properties.every(({ name, required, type: inside }) => {
    if (!Object.hasOwn(value, name)) return !required;
    const item = value[name];
    return item !== undefined && fitsType(inside, item);
  });
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True when the value fits; a raw schema is not judged here. */
export function fitsType(type: PropertyType, value: Json): boolean {
  if (value === null && "nullable" in type && type.nullable === true) return true;
  switch (type.kind) {
    case "any":
    case "raw":
      return true;
    case "null":
      return value === null;
    case "union":
      return type.anyOf.some((member) => fitsType(member, value));
    case "boolean":
      return typeof value === "boolean" && (type.const === undefined || type.const === value);
    case "string":
      return typeof value === "string" && fitsString(type, value);
    case "number":
    case "integer":
      return typeof value === "number" && fitsNumber(type, value);
    case "array":
      return Array.isArray(value) && fitsArray(type, value);
    case "object":
      return isRecord(value) && fitsObject(type, value);
  }
}
