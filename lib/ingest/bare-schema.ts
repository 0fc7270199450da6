/**
 * Validating bare values against one JSON Schema that is not a plan's: draft-04, -06, -07, 2019-09 or 2020-12, as JSON or
 * YAML. Patterns run on the engine's own RegExp and no cap applies: the schema is the user's own, on the user's machine.
 */

import { createRequire } from "node:module";
import { Ajv, type AnySchema, type AnySchemaObject, type ErrorObject, type ValidateFunction } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { parse as parseYaml } from "yaml";
import type { Violation } from "../violation/violation.ts";
import { everyViolation } from "./ajv-violation.ts";
import { withoutForeignIds } from "./foreign-schema.ts";
import { isRecord } from "./read-call.ts";

export const DIALECTS = ["draft-04", "draft-06", "draft-07", "2019-09", "2020-12"] as const;
export type Dialect = (typeof DIALECTS)[number];

export interface BareSchemaOptions {
  /** Schemas that references may name, by absolute address. Nothing is ever fetched. */
  readonly remotes?: ReadonlyMap<string, unknown>;
  /** Taken when `$schema` does not say. */
  readonly dialect?: Dialect;
}

export type BareVerdict =
  | { readonly valid: true }
  | { readonly valid: false; readonly violations: readonly Violation[] };

export interface BareSchema {
  readonly dialect: Dialect;
  check(value: unknown): BareVerdict;
}

/** The schema text is not JSON or YAML, or is not a schema that can be compiled. The message is ajv's or the parser's. */
export class BareSchemaError extends Error {
  override readonly name = "BareSchemaError";
}

const OPTIONS = { allErrors: true, logger: false, ownProperties: true, strict: false, validateSchema: false } as const;
const require = createRequire(import.meta.url);

function ajvOf(dialect: Dialect): Ajv {
  switch (dialect) {
    case "draft-04":
      return new AjvDraft04(OPTIONS) as unknown as Ajv;
    case "draft-06": {
      const ajv = new Ajv(OPTIONS);
      ajv.addMetaSchema(require("ajv/dist/refs/json-schema-draft-06.json") as AnySchemaObject);
      return ajv;
    }
    case "draft-07":
      return new Ajv(OPTIONS);
    case "2019-09":
      return new Ajv2019(OPTIONS);
    case "2020-12":
      return new Ajv2020(OPTIONS);
  }
}

const NEWER_KEYWORDS = ["$defs", "prefixItems", "dependentRequired", "dependentSchemas", "unevaluatedProperties"];

/** `$schema` decides, whatever its scheme or trailing `#`; Iglu's own address means draft-04. */
function dialectOf(schema: unknown, fallback: Dialect | undefined): Dialect {
  if (!isRecord(schema)) return fallback ?? "draft-07";
  const declared = typeof schema.$schema === "string" ? schema.$schema : "";
  if (declared.includes("com.snowplowanalytics.self-desc") || declared.startsWith("iglu:")) return "draft-04";
  const found = /\/(?:draft-0?([467])|draft\/(2019-09|2020-12))\/schema/.exec(declared);
  if (found?.[1] !== undefined) return `draft-0${found[1]}` as Dialect;
  if (found?.[2] !== undefined) return found[2] as Dialect;
  if (fallback !== undefined) return fallback;
  if (NEWER_KEYWORDS.some((keyword) => keyword in schema)) return "2020-12";
  return "draft-07";
}

/** A schema's value, from JSON or YAML. Throws `BareSchemaError`. */
export function parseSchemaText(text: string): unknown {
  const trimmed = text.replace(/^\uFEFF/, "");
  try {
    return /^\s*[[{]/.test(trimmed) || /^\s*(true|false)\s*$/.test(trimmed)
      ? (JSON.parse(trimmed) as unknown)
      : (parseYaml(trimmed) as unknown);
  } catch (error) {
    throw new BareSchemaError(error instanceof Error ? error.message : String(error));
  }
}

function idOf(schema: unknown): unknown {
  return isRecord(schema) ? (schema.$id ?? schema.id) : undefined;
}

/**
 * Registers what references may name, but for what has the schema's own address: a copy of itself. A remote of a dialect
 * this Ajv does not speak is of no use to it.
 */
function addRemotes(ajv: Ajv, own: unknown, remotes: ReadonlyMap<string, unknown> | undefined): void {
  for (const [address, schema] of remotes ?? []) {
    if (own !== undefined && (address === own || idOf(schema) === own)) continue;
    try {
      ajv.addSchema(schema as AnySchema, address);
    } catch {
      // Reported where it matters: a schema that refers to it does not compile.
    }
  }
}

function compile(dialect: Dialect, schema: AnySchema, remotes: BareSchemaOptions["remotes"]): ValidateFunction {
  const ajv = ajvOf(dialect);
  addFormats(ajv, { mode: "full" });
  addRemotes(ajv, idOf(schema), remotes);
  return ajv.compile(schema);
}

function compileTolerantly(dialect: Dialect, schema: unknown, remotes: BareSchemaOptions["remotes"]): ValidateFunction {
  const idIsKeyword = dialect === "draft-04";
  const asWritten = withoutForeignIds(schema, { idIsKeyword, keepIds: true }) as AnySchema;
  try {
    return compile(dialect, asWritten, remotes);
  } catch (error) {
    // Some exporters number `$id`s so that two schemas share one, or write one that is no address.
    try {
      return compile(dialect, withoutForeignIds(schema, { idIsKeyword, keepIds: false }) as AnySchema, remotes);
    } catch {
      throw new BareSchemaError(error instanceof Error ? error.message : String(error));
    }
  }
}

function verdictOf(validate: ValidateFunction, value: unknown): BareVerdict {
  try {
    if (validate(value) === true) return { valid: true };
  } catch {
    return { valid: false, violations: [{ code: "too_deep", path: "", keyword: "maxDepth" }] };
  }
  return { valid: false, violations: everyViolation((validate.errors ?? []) as ErrorObject[], value) };
}

/** Compiles a schema from its text. Throws `BareSchemaError`. */
export function compileBareSchema(text: string, options: BareSchemaOptions = {}): BareSchema {
  const schema = parseSchemaText(text);
  if (typeof schema !== "boolean" && !isRecord(schema)) {
    throw new BareSchemaError("A JSON Schema is an object or a boolean.");
  }
  const dialect = dialectOf(schema, options.dialect);
  const validate = compileTolerantly(dialect, schema, options.remotes);
  return { dialect, check: (value) => verdictOf(validate, value) };
}
