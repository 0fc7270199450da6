/** From a JSON Schema (draft-07) to the compact spec. Checks stand in the order in which ajv makes them, the type first. */

import fullFormatsModule from "ajv-formats/dist/formats.js";
import type { Json, JsonObject } from "../../lib/plan/plan.ts";
import { isRunnablePattern } from "./pattern-limit.ts";
import { type CompiledSpec, type IngestOnly, SPEC_FORMATS, type Spec, TYPE_BITS } from "./spec.ts";

export interface SpecOptions {
  /** A pattern that may be run, in the dialect of the language; undefined where it has no word for it. Default: as it stands. */
  readonly pattern?: (source: string) => string | undefined;
}

const ALL_TYPES = Object.values(TYPE_BITS).reduce((mask, bit) => mask | bit, 0);
/** References are written out where they stand; what grows beyond this is left to ingest. */
const MAX_CHECKS = 20_000;
const KNOWN_FORMATS = new Set(Object.keys(fullFormatsModule.fullFormats));

/** Where in the plan, and in which document a reference is looked up. */
interface Place {
  readonly path: string;
  readonly root: Json;
  /** References being written out. */
  readonly within: readonly Json[];
  /** Inside something that is checked again and again, item by item. */
  readonly repeated: boolean;
}

type Reader = (compiler: Compiler, value: Json, place: Place, keyword: string, schema: JsonObject) => Json | undefined;

class Compiler {
  readonly ingestOnly: IngestOnly[] = [];
  readonly pattern: (source: string) => string | undefined;
  #checks = 0;

  constructor(options: SpecOptions) {
    const { pattern: dialect = (source) => source } = options;
    this.pattern = (source) => (isRunnablePattern(source) ? dialect(source) : undefined);
  }

  leave(place: Place, keyword: string): undefined {
    this.ingestOnly.push({ path: place.path, keyword });
    return undefined;
  }

  /** The spec of a schema where nothing of it was left to ingest; otherwise the keyword is, as a whole. */
  exact<T>(place: Place, keyword: string, compile: () => T): T | undefined {
    const before = this.ingestOnly.length;
    const result = compile();
    if (this.ingestOnly.length === before) return result;
    this.ingestOnly.length = before;
    return this.leave(place, keyword);
  }

  spec(schema: Json, place: Place): Spec {
    if (schema === false) return ["false schema", 0];
    if (!isObject(schema)) return [];
    const inside = opensScope(schema) ? { ...place, root: schema } : place;
    const spec: Json[] = [];
    for (const [keyword, read] of READERS) {
      const value = own(schema, keyword);
      if (value === undefined || ++this.#checks > MAX_CHECKS) continue;
      const argument = read(this, value, inside, keyword, schema);
      if (argument !== undefined) spec.push(keyword === "$ref" ? "allOf" : keyword, argument);
    }
    spec.unshift(...typeCheck(this, schema, inside));
    const members = memberCheck(this, schema, inside);
    if (members !== undefined) spec.push("properties", members);
    if (this.#checks > MAX_CHECKS) this.leave(place, "$ref");
    return spec;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(schema: JsonObject, keyword: string): Json | undefined {
  return Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
}

/** `$id: "#name"` is a name inside the document, not a document. */
function opensScope(schema: JsonObject): boolean {
  const id = own(schema, "$id");
  return typeof id === "string" && !id.startsWith("#");
}

function isType(name: Json): name is keyof typeof TYPE_BITS {
  return typeof name === "string" && Object.hasOwn(TYPE_BITS, name);
}

function typeCheck(compiler: Compiler, schema: JsonObject, place: Place): Json[] {
  const type = own(schema, "type");
  if (type === undefined) return [];
  const names: readonly Json[] = Array.isArray(type) ? type : [type];
  if (!names.every(isType)) {
    compiler.leave(place, "type");
    return [];
  }
  let mask = names.reduce<number>((bits, name) => bits | TYPE_BITS[name], 0);
  if (own(schema, "nullable") === true) mask |= TYPE_BITS.null;
  // Every integer is a number.
  const full = mask & TYPE_BITS.number ? mask | TYPE_BITS.integer : mask;
  return mask === 0 || full === ALL_TYPES ? [] : ["type", mask];
}

function below(place: Place, step: string): Place {
  const dot = place.path === "" || step === "[]" ? "" : ".";
  return { ...place, path: `${place.path}${dot}${step}` };
}

/** The items of a list, or keys that have no name of their own. */
function eachOf(place: Place, step: "[]" | "*"): Place {
  return { ...below(place, step), repeated: true };
}

const asNumber: Reader = (compiler, value, place, keyword) =>
  typeof value === "number" ? value : compiler.leave(place, keyword);

const asIs: Reader = (_, value) => value;

const asList: Reader = (compiler, value, place, keyword) =>
  Array.isArray(value) && value.length > 0 ? value : compiler.leave(place, keyword);

const asPattern: Reader = (compiler, value, place, keyword) =>
  (typeof value === "string" ? compiler.pattern(value) : undefined) ?? compiler.leave(place, keyword);

/** ajv passes over formats it does not know. */
const asFormat: Reader = (compiler, value, place, keyword) => {
  if (SPEC_FORMATS.some((name) => name === value)) return value;
  return typeof value === "string" && !KNOWN_FORMATS.has(value) ? undefined : compiler.leave(place, keyword);
};

const asRequired: Reader = (compiler, value, place, keyword) => {
  if (!Array.isArray(value) || !value.every((name) => typeof name === "string")) return compiler.leave(place, keyword);
  return value.length === 0 ? undefined : value;
};

const asUnique: Reader = (compiler, value, place, keyword) =>
  typeof value === "boolean" ? (value ? 1 : undefined) : compiler.leave(place, keyword);

const asNot: Reader = (compiler, value, place, keyword) =>
  compiler.exact(place, keyword, () => compiler.spec(value, place));

/** ajv takes the answer of the list before it for that of an empty one. */
const asContains: Reader = (compiler, value, place, keyword) =>
  place.repeated ? compiler.leave(place, keyword) : compiler.spec(value, eachOf(place, "[]"));

const asNames: Reader = (compiler, value, place) => nonEmpty(compiler.spec(value, eachOf(place, "*")));

const asItems: Reader = (compiler, value, place, keyword) =>
  Array.isArray(value) ? compiler.leave(place, keyword) : nonEmpty(compiler.spec(value, eachOf(place, "[]")));

function nonEmpty(specs: Spec): Spec | undefined {
  return specs.length === 0 ? undefined : specs;
}

const asAll: Reader = (compiler, value, place, keyword) => {
  if (!Array.isArray(value)) return compiler.leave(place, keyword);
  return nonEmpty(value.map((member) => compiler.spec(member, place)).filter((member) => member.length > 0));
};

const asAny: Reader = (compiler, value, place, keyword) => {
  if (!Array.isArray(value) || value.length === 0) return compiler.leave(place, keyword);
  const members = value.map((member) => compiler.spec(member, place));
  return members.some((member) => member.length === 0) ? undefined : members;
};

const asOne: Reader = (compiler, value, place, keyword) => {
  if (!Array.isArray(value) || value.length === 0) return compiler.leave(place, keyword);
  return compiler.exact(place, keyword, () => value.map((member) => compiler.spec(member, place)));
};

/** `then` and `else` come with their `if`. */
const asCondition: Reader = (compiler, value, place, keyword, schema) => {
  const condition = compiler.exact(place, keyword, () => compiler.spec(value, place));
  if (condition === undefined) return undefined;
  const branches = ["then", "else"].map((name) => compiler.spec(own(schema, name) ?? true, place));
  return branches.every((branch) => branch.length === 0) ? undefined : [condition, ...branches];
};

/** What a reference points to, inside its own document only. */
function lookUp(reference: Json, root: Json): Json | undefined {
  if (typeof reference !== "string" || !/^#(?:\/|$)/.test(reference)) return undefined;
  let found: Json | undefined = root;
  for (const step of reference.split("/").slice(1)) {
    const key = unescaped(step);
    if (key === undefined || typeof found !== "object" || found === null) return undefined;
    if (found !== root && isObject(found) && opensScope(found)) return undefined;
    found = own(found as JsonObject, key);
  }
  return found;
}

function unescaped(step: string): string | undefined {
  try {
    return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return undefined;
  }
}

const asReference: Reader = (compiler, value, place, keyword) => {
  const target = lookUp(value, place.root);
  if (target === undefined || (isObject(target) && place.within.includes(target)))
    return compiler.leave(place, keyword);
  const spec = compiler.spec(target, { ...place, within: [...place.within, target] });
  return spec.length === 0 ? undefined : [spec];
};

/** Without what cannot be expressed: a key that such a pattern names must not be taken for one that nobody named. */
function memberCheck(compiler: Compiler, schema: JsonObject, place: Place): Json | undefined {
  const patterns = own(schema, "patternProperties");
  const named = own(schema, "properties");
  const additional = own(schema, "additionalProperties");
  if (named !== undefined && !isObject(named)) return compiler.leave(place, "properties");
  const rest = patterns === undefined && additional !== undefined ? restOf(compiler, additional, place) : undefined;
  if (patterns !== undefined && additional !== undefined) compiler.leave(place, "additionalProperties");
  const members = Object.entries(named ?? {})
    .sort(([a], [b]) => Number(a === "__proto__") - Number(b === "__proto__"))
    .map(([key, member]) => [key, compiler.spec(member, below(place, key))] as const);
  if (rest !== undefined) return [Object.fromEntries(members), rest];
  const checked = members.filter(([, spec]) => spec.length > 0);
  return checked.length === 0 ? undefined : [Object.fromEntries(checked)];
}

function restOf(compiler: Compiler, schema: Json, place: Place): Json | undefined {
  return schema === false ? false : nonEmpty(compiler.spec(schema, eachOf(place, "*")));
}

const unsupported: Reader = (compiler, _, place, keyword) => compiler.leave(place, keyword);

/** Keywords in the order in which ajv judges by them; all others say nothing about a value. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["$ref", asReference],
  ["const", asIs],
  ["enum", asList],
  ["not", asNot],
  ["anyOf", asAny],
  ["oneOf", asOne],
  ["allOf", asAll],
  ["if", asCondition],
  ["maximum", asNumber],
  ["minimum", asNumber],
  ["exclusiveMaximum", asNumber],
  ["exclusiveMinimum", asNumber],
  ["multipleOf", asNumber],
  ["maxLength", asNumber],
  ["minLength", asNumber],
  ["pattern", asPattern],
  ["format", asFormat],
  ["maxItems", asNumber],
  ["minItems", asNumber],
  ["items", asItems],
  ["contains", asContains],
  ["uniqueItems", asUnique],
  ["maxProperties", asNumber],
  ["minProperties", asNumber],
  ["required", asRequired],
  ["propertyNames", asNames],
  ["dependencies", unsupported],
  ["patternProperties", unsupported],
]);

/** The checks of a schema, and those that a spec has no word for. */
export function compileSpec(schema: Json, options: SpecOptions = {}): CompiledSpec {
  const compiler = new Compiler(options);
  const spec = compiler.spec(schema, { path: "", root: schema, within: [schema], repeated: false });
  return { spec, ingestOnly: [...new Map(compiler.ingestOnly.map((one) => [JSON.stringify(one), one])).values()] };
}
