/**
 * From a foreign JSON Schema to types of the plan. A schema that a control of ours says in full becomes that control; any
 * other is kept as it is in a raw type; what no validator reads is reported as lost.
 *
 * Sources: JSON Schema draft-07 (and the boolean exclusive bounds of draft-04, `nullable` of OpenAPI 3.0).
 */

import { UserError } from "../base/error.ts";
import type { Json, JsonObject } from "../plan/plan.ts";
import { pointerStep } from "./format.ts";
import { type LossEntry, lossEntry } from "./loss.ts";
import type { FileProperty, FileTypeFields } from "./plan-file/file-schema.ts";
import {
  BOOKKEEPING_KEYWORDS,
  isJsonObject,
  mapSchema,
  sizeOf,
  TEXT_KEYWORDS,
  VALIDATION_KEYWORDS,
  withoutIds,
} from "./schema-keyword.ts";
import {
  admits,
  areDisjoint,
  bare,
  booleanType,
  concerns,
  fits,
  KEYWORDS_OF,
  KINDS,
  type Kind,
  kindOf,
  numberType,
  RAW,
  type Read,
  stringType,
  withConstraints,
} from "./schema-value.ts";

/** A reference that leads nowhere: the file is broken. */
export class UnresolvedReference extends Error {
  constructor(
    readonly pointer: string,
    readonly reference: string,
  ) {
    super(reference);
  }
}

export interface ReadProperty {
  readonly type: FileTypeFields;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly Json[];
  readonly deprecated?: boolean;
}

/** What this program embeds refers to itself (json-schema.ts). */
export function hasOwnScope(id: Json | undefined): boolean {
  return typeof id === "string" && id.startsWith("urn:gabarit:");
}

/** References unfold a text into more than it holds: so many schemas are read at least, and so many times what it holds. */
const READ_MIN = 20_000;
const READ_TIMES = 20;

function tooFar(pointer: string): UserError {
  const en = "The references of this schema unfold into too much: give it fewer, or fewer that lead to others.";
  const fr = "Les références de ce schéma se déplient trop loin : donnez-lui-en moins, ou moins qui mènent à d’autres.";
  return new UserError("payload_too_large", { fields: [{ path: pointer, en, fr }] });
}

/** Reads the schemas of one document; `root` is what its `#/` references start from. */
export class SchemaReader {
  readonly loss: LossEntry[] = [];
  private scope: JsonObject;
  private readonly open = new Set<JsonObject>();
  private steps = 0;
  private most = READ_MIN;

  constructor(private readonly root: JsonObject) {
    this.scope = root;
  }

  /** How much was read and copied so far. */
  get taken(): number {
    return this.steps;
  }

  private take(pointer: string, count = 1): void {
    this.steps += count;
    if (this.steps <= this.most) return;
    this.most = Math.max(READ_MIN, READ_TIMES * sizeOf(this.root));
    if (this.steps > this.most) throw tooFar(pointer);
  }

  /** A property with its words. `pointer` is the schema's place in the file. */
  property(schema: Json, pointer: string): ReadProperty {
    const type = this.type(schema, pointer);
    if (!isJsonObject(schema)) return { type };
    const words = wordsOf(schema);
    if (type.type !== "raw" || !isJsonObject(type.schema)) return { type, ...words };
    const { title: _title, description: _description, examples: _examples, ...rest } = type.schema;
    return { type: { type: "raw", schema: rest }, ...words };
  }

  type(schema: Json, pointer: string): FileTypeFields {
    if (schema === true) return { type: "any" };
    if (!isJsonObject(schema)) return { type: "raw", schema: schema === false ? false : {} };
    const before = this.loss.length;
    const outer = this.scope;
    const definesItself = isJsonObject(schema.definitions) || isJsonObject(schema.$defs);
    if (hasOwnScope(schema.$id) || (typeof schema.$id === "string" && definesItself)) {
      this.scope = schema;
    }
    const read = this.open.has(schema) ? RAW : this.read(schema, pointer);
    const result: FileTypeFields = read === RAW ? { type: "raw", schema: this.raw(schema, pointer) } : read;
    // Words inside a raw schema stay in it: nothing of them is lost.
    if (read === RAW) this.loss.length = before;
    this.scope = outer;
    return result;
  }

  resolve(reference: string, pointer: string): Json {
    if (!reference.startsWith("#")) throw new UnresolvedReference(pointer, reference);
    let value: Json | undefined = this.scope;
    for (const step of reference.slice(1).split("/").slice(1)) {
      const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
      const holder: Json | undefined = value;
      value =
        typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
          ? (holder as JsonObject)[key]
          : undefined;
    }
    if (value === undefined) throw new UnresolvedReference(pointer, reference);
    return value;
  }

  /** The schema as it stands, with the definitions its references need. */
  raw(schema: JsonObject, pointer: string): JsonObject {
    this.take(pointer, sizeOf(schema));
    const clean = withoutIds(schema) as JsonObject;
    if (this.scope === schema) return clean;
    const needed = new Map<string, Json>();
    const collect = (value: Json): Json =>
      mapSchema(value, (member) => {
        if (typeof member.$ref !== "string") return member;
        const name = definitionName(member.$ref);
        if (!needed.has(name)) {
          needed.set(name, true);
          const target = this.resolve(member.$ref, pointer);
          this.take(pointer, sizeOf(target));
          needed.set(name, collect(withoutIds(target)));
        }
        return { ...member, $ref: `#/definitions${pointerStep(name)}` };
      });
    const { definitions: _own, $defs: _newer, ...rest } = clean;
    const result = collect(rest) as JsonObject;
    return needed.size === 0 ? clean : { definitions: Object.fromEntries(needed), ...result };
  }

  private read(schema: JsonObject, pointer: string): Read {
    this.take(pointer);
    if (typeof schema.$ref === "string") return this.reference(schema, schema.$ref, pointer);
    this.reportWords(schema, pointer);
    const constraints = Object.keys(schema).filter((key) => VALIDATION_KEYWORDS.has(key));
    if (constraints.length === 0) return { type: "any" };
    const [only] = constraints;
    if (constraints.length === 1 && (only === "anyOf" || only === "oneOf" || only === "allOf")) {
      return this.combined(only, schema[only], `${pointer}/${only}`);
    }
    const kinds = this.kindsOf(schema);
    return kinds === undefined || kinds.length === 0 ? RAW : this.typed(schema, kinds, constraints, pointer);
  }

  private reference(schema: JsonObject, reference: string, pointer: string): Read {
    const target = this.resolve(reference, pointer);
    if (!isJsonObject(target)) return this.type(target, pointer);
    if (this.open.has(target)) return RAW;
    this.open.add(target);
    const read = this.read(target, pointer);
    this.open.delete(target);
    if (read !== RAW) this.loss.push(lossEntry(pointer, "shared_definition", reference, "changed"));
    return read === RAW && schema !== target ? { type: "raw", schema: this.raw(target, pointer) } : read;
  }

  /** Words and keys that neither a validator nor the plan reads. */
  reportWords(schema: JsonObject, pointer: string): void {
    for (const key of Object.keys(schema)) {
      if (VALIDATION_KEYWORDS.has(key) || TEXT_KEYWORDS.has(key) || BOOKKEEPING_KEYWORDS.has(key)) continue;
      this.loss.push(lossEntry(`${pointer}${pointerStep(key)}`, "foreign_keyword", key));
    }
  }

  private combined(word: string, members: Json | undefined, pointer: string): Read {
    if (!Array.isArray(members) || members.length === 0) return RAW;
    const types = (members as Json[]).map((member, index) => this.type(member, `${pointer}/${index}`));
    const [first] = types;
    if (types.length === 1 && first !== undefined && first.type !== "raw") return first;
    if (word === "allOf" || types.some((type) => type.type === "raw")) return RAW;
    if (word === "oneOf" && !areDisjoint(types)) return RAW;
    return { type: "union", anyOf: types.map(bare) };
  }

  /** The kinds of JSON value a schema admits; undefined when it names none and its values do not tell. */
  private kindsOf(schema: JsonObject): Kind[] | undefined {
    const { type, nullable } = schema;
    const listed = (Array.isArray(type) ? type : type === undefined ? [] : [type]) as Json[];
    if (listed.some((kind) => !KINDS.includes(kind as Kind))) return undefined;
    const kinds = listed as Kind[];
    if (kinds.length > 0) return nullable === true && !kinds.includes("null") ? [...kinds, "null"] : kinds;
    const values = "const" in schema ? [schema.const as Json] : (schema.enum as Json | undefined);
    return Array.isArray(values) ? [...new Set((values as Json[]).map(kindOf))] : undefined;
  }

  private typed(schema: JsonObject, listed: readonly Kind[], constraints: readonly string[], pointer: string): Read {
    const kinds = [...new Set(listed.includes("number") ? listed.filter((kind) => kind !== "integer") : listed)];
    const relevant = constraints.filter((word) => kinds.some((kind) => concerns(word, kind)));
    const known = new Set(kinds.flatMap((kind) => KEYWORDS_OF[kind]));
    if (relevant.some((word) => word !== "type" && word !== "nullable" && !known.has(word))) return RAW;
    const members = kinds
      .filter((kind) => kind !== "null")
      .map((kind) => this.member(schema, kind, pointer))
      .filter((member) => member !== undefined);
    if (members.some((member) => member === RAW)) return RAW;
    const types = members as FileTypeFields[];
    const nullable = kinds.includes("null") && admits(schema, null);
    const [first] = types;
    if (first === undefined) return nullable ? { type: "null" } : RAW;
    if (types.length === 1) return nullable ? { ...first, nullable: true } : first;
    return { type: "union", anyOf: [...types.map(bare), ...(nullable ? ["null" as const] : [])] };
  }

  /** The schema as far as it concerns one kind; undefined when its values leave nothing of that kind. */
  private member(schema: JsonObject, kind: Exclude<Kind, "null">, pointer: string): Read | undefined {
    if (kind === "object") return this.object(schema, pointer);
    if (kind === "array") return this.array(schema, pointer);
    const values = Array.isArray(schema.enum)
      ? (schema.enum as Json[]).filter((value) => fits(value, kind))
      : undefined;
    if (values?.length === 0) return undefined;
    if ("const" in schema && !fits(schema.const as Json, kind)) return undefined;
    const fields: Record<string, unknown> = { type: kind };
    if ("const" in schema) fields.const = schema.const;
    if (kind === "boolean") return booleanType(fields, values);
    if (values !== undefined) fields.enum = values;
    return kind === "string" ? stringType(schema, fields) : numberType(schema, fields);
  }

  private array(schema: JsonObject, pointer: string): Read {
    if ("enum" in schema || "const" in schema || Array.isArray(schema.items)) return RAW;
    const { items, minItems, maxItems, uniqueItems } = schema;
    const type = items === undefined ? undefined : this.type(items, `${pointer}/items`);
    const fields: FileTypeFields = { type: "array", ...(type === undefined ? {} : { items: bare(type) }) };
    return withConstraints(fields, { minItems, maxItems, uniqueItems: uniqueItems === true ? true : undefined });
  }

  private object(schema: JsonObject, pointer: string): Read {
    if ("enum" in schema || "const" in schema) return RAW;
    const { additionalProperties: extra } = schema;
    const closed = extra === false;
    if (!closed && extra !== undefined && extra !== true && !(isJsonObject(extra) && Object.keys(extra).length === 0))
      return RAW;
    const { listed, missing } = this.properties(schema, pointer);
    if (closed && missing.length > 0) return RAW;
    return { type: "object", open: !closed, properties: [...listed, ...missing.map(requiredAny)] };
  }

  /** The named properties of an object schema, and the names that are required without being described. */
  properties(schema: JsonObject, pointer: string): { readonly listed: FileProperty[]; readonly missing: string[] } {
    const map = isJsonObject(schema.properties) ? schema.properties : {};
    const required = new Set(Array.isArray(schema.required) ? (schema.required as Json[]).map(String) : []);
    const listed = Object.entries(map).map(([name, member]) =>
      propertyOf(name, this.property(member, `${pointer}/properties${pointerStep(name)}`), required.has(name)),
    );
    return { listed, missing: [...required].filter((name) => !Object.hasOwn(map, name)) };
  }
}

/** A key that must be there and may hold anything. */
export function requiredAny(name: string): FileProperty {
  return { name, type: "any", required: true };
}

/** `#/definitions/address` is `address`; a longer way keeps its steps. */
function definitionName(reference: string): string {
  const steps = decodeURIComponent(reference).slice(1).split("/").slice(1);
  const isDefinition = steps.length === 2 && (steps[0] === "definitions" || steps[0] === "$defs");
  const name = isDefinition ? (steps[1] ?? "") : steps.join(".");
  return name.replaceAll("~1", "/").replaceAll("~0", "~") || "root";
}

/** What a schema says to people. */
export function wordsOf(schema: JsonObject): Omit<ReadProperty, "type"> {
  const { title, description, examples, deprecated } = schema;
  return {
    ...(typeof title === "string" && title !== "" ? { title } : {}),
    ...(typeof description === "string" && description !== "" ? { description } : {}),
    ...(Array.isArray(examples) && examples.length > 0 ? { examples: examples as Json[] } : {}),
    ...(deprecated === true ? { deprecated } : {}),
  };
}

function propertyOf(name: string, read: ReadProperty, required: boolean): FileProperty {
  const { type, title, description, examples, deprecated } = read;
  return {
    ...type,
    name,
    ...(required ? { required } : {}),
    ...(title === undefined ? {} : { displayName: title }),
    ...(description === undefined ? {} : { description }),
    ...(examples === undefined ? {} : { examples: [...examples] }),
    ...(deprecated === true ? { status: "deprecated" } : {}),
  } as FileProperty;
}
