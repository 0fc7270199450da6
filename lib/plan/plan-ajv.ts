/** ajv as it judges by a plan: one that says everything that is wrong, and a quick one that only says whether all is well. */

import { Ajv, type Options } from "ajv";
import addFormats from "ajv-formats";
import { safeRegExp } from "./pattern.ts";
import { quickRegExp } from "./quick-pattern.ts";
import { isUsualInstant, isUsualUri } from "./usual-form.ts";

/** `allErrors` costs little on valid events and does not nest its code. */
const OPTIONS = {
  allErrors: true,
  logger: false,
  ownProperties: true,
  strict: false,
  validateSchema: false,
  addUsedSchema: false,
  // 19.99 is a multiple of 0.01 to everybody but binary fractions.
  multipleOfPrecision: 6,
  code: { regExp: safeRegExp },
} as const satisfies Options;

function withFormats(ajv: Ajv): Ajv {
  addFormats(ajv, { mode: "full" });
  quicken(ajv, "date-time", isUsualInstant);
  quicken(ajv, "uri", isUsualUri);
  return ajv;
}

/** Asks a format only about texts that are not in its usual form. */
function quicken(ajv: Ajv, name: string, isUsual: (text: string) => boolean): void {
  const format = ajv.formats[name];
  const full = typeof format === "object" && "validate" in format ? format.validate : format;
  if (typeof full !== "function") throw new Error(`Invariant: ajv-formats checks ${name} by a function`);
  const check = full as (text: string) => boolean;
  ajv.addFormat(name, (text: string) => isUsual(text) || check(text));
}

/** A fresh Ajv with the formats of ajv-formats in full mode. */
export function newAjv(): Ajv {
  return withFormats(new Ajv(OPTIONS));
}

/**
 * Finds the same values valid as `newAjv()`, sooner: it stops at the first error, makes no messages, and runs simple
 * patterns on the engine's own expressions. `inherited`: for schemas that name what every object inherits.
 */
export function newQuickAjv(inherited: boolean): Ajv {
  const quick = { allErrors: false, messages: false, ownProperties: inherited, code: { regExp: quickRegExp } };
  return withFormats(new Ajv({ ...OPTIONS, ...quick }));
}

const INHERITED = Object.getOwnPropertyNames(Object.prototype).map((name) => JSON.stringify(name));

/** True when a schema may ask for a property that every object seems to have: then only its own ones count. */
export function namesInherited(schema: unknown): boolean {
  const text = JSON.stringify(schema);
  return INHERITED.some((name) => text.includes(name));
}
