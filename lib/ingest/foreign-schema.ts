/** What a validator trips over in a JSON Schema, rewritten without touching what validates. */

import { isRecord } from "./read-call.ts";

/** Keywords whose value is a map from names to schemas: a property may well be called `id`. */
const SCHEMA_MAPS = new Set([
  "properties",
  "patternProperties",
  "definitions",
  "$defs",
  "dependencies",
  "dependentSchemas",
]);
/** Keywords whose value is data. */
const DATA = new Set(["enum", "const", "default", "examples", "required", "dependentRequired", "self"]);

type Entry = readonly [key: string, value: unknown];
type Rewrite = (entries: readonly Entry[], atRoot: boolean) => readonly Entry[];

function walkMap(value: unknown, rewrite: Rewrite): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, walk(schema, rewrite, false)]));
}

/** Rewrites the keywords of every schema object inside, and never what is data or a name. */
function walk(schema: unknown, rewrite: Rewrite, atRoot: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((item) => walk(item, rewrite, false));
  if (!isRecord(schema)) return schema;
  const entries = rewrite(Object.entries(schema), atRoot).map(([key, value]): Entry => {
    if (DATA.has(key)) return [key, value];
    return [key, SCHEMA_MAPS.has(key) ? walkMap(value, rewrite) : walk(value, rewrite, false)];
  });
  return Object.fromEntries(entries);
}

/** ajv passes over a property called `__proto__`; as a pattern it is a key like any other. */
function protoAsPattern(entries: readonly Entry[]): readonly Entry[] {
  const planned = entries.find(([key]) => key === "properties")?.[1];
  if (!isRecord(planned) || !Object.hasOwn(planned, "__proto__")) return entries;
  const { ["__proto__"]: schema, ...rest } = planned;
  const patterns = entries.find(([key]) => key === "patternProperties")?.[1];
  return [
    ...entries.filter(([key]) => key !== "properties" && key !== "patternProperties"),
    ["properties", rest],
    ["patternProperties", { ...(isRecord(patterns) ? patterns : {}), "^__proto__$": schema }],
  ];
}

/** ajv looks for ever for what a `$ref` points to that stands right beside the `$id` of its own document. */
function referenceInside(entries: readonly Entry[]): readonly Entry[] {
  const given = (name: string): unknown => entries.find(([key]) => key === name)?.[1];
  const [id, reference, all] = ["$id", "$ref", "allOf"].map(given);
  if (typeof id !== "string" || typeof reference !== "string") return entries;
  const others = entries.filter(([key]) => key !== "$ref" && key !== "allOf");
  return [...others, ["allOf", [...(Array.isArray(all) ? (all as unknown[]) : []), { $ref: reference }]]];
}

/** A copy in which every named property is checked by ajv, and every reference found. */
export function withOwnNames(schema: unknown): unknown {
  return walk(schema, (entries) => protoAsPattern(referenceInside(entries)), true);
}

export interface ForeignIdOptions {
  /** In draft-04 `id` is a keyword of its own; later drafts renamed it, and ajv refuses it. */
  readonly idIsKeyword: boolean;
  /** Keep the ids the dialect knows; false drops them all. */
  readonly keepIds: boolean;
}

function drops([key, value]: Entry, options: ForeignIdOptions, atRoot: boolean): boolean {
  // Segment and Avo name rules by `id`.
  if (key === "id" && typeof value === "string") return !options.idIsKeyword || !options.keepIds;
  if (key === "$id" && typeof value === "string") return !options.keepIds;
  // The dialect is chosen already; a foreign or misspelt address would be looked up as a meta-schema.
  return key === "$schema" && atRoot;
}

/** A copy without the ids and addresses that only mean something to the tool that wrote them. */
export function withoutForeignIds(schema: unknown, options: ForeignIdOptions): unknown {
  return walk(
    schema,
    (entries, atRoot) => protoAsPattern(entries.filter((entry) => !drops(entry, options, atRoot))),
    true,
  );
}
