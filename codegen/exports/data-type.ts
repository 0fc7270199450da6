/** What a column holds, in the few kinds that every warehouse has. */

import type { Property, PropertyType, UnionType } from "../../lib/plan/plan.ts";
import { isNeverSent } from "../../lib/plan/presence.ts";

type Scalar = "text" | "integer" | "number" | "boolean" | "instant" | "day" | "json";

export type DataType =
  | { readonly kind: Exclude<Scalar, "text"> }
  | { readonly kind: "text" /** All it may hold, where that is known. */; readonly values?: readonly string[] }
  | { readonly kind: "struct"; readonly fields: readonly Field[] }
  | {
      readonly kind: "list";
      readonly item: DataType /** Whether null may stand in it. */;
      readonly holdsNull: boolean;
    };

export interface Field {
  /** The key on the wire, which is the field's name: where it cannot be one, the whole object is JSON. */
  readonly key: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly property: Property;
}

const JSON_TYPE: DataType = { kind: "json" };

/** Keys that every warehouse takes as names of columns and fields, told apart whatever their case. */
const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_]{0,199}$/;
/** Beginnings that BigQuery keeps to itself. */
const KEPT = /^(?:_TABLE_|_FILE_|_PARTITION|_ROW_TIMESTAMP|__ROOT__|_COLIDENTIFIER|_CHANGE_)/i;

export function isPlainKey(key: string): boolean {
  return PLAIN_KEY.test(key) && !KEPT.test(key);
}

/** BigQuery takes fifteen levels; what lies deeper is JSON. */
const DEPTH_MAX = 12;

/** True where the value may be null. */
export function mayBeNull(type: PropertyType): boolean {
  if (type.kind === "union") return type.anyOf.some(mayBeNull);
  if (type.kind === "null" || type.kind === "any" || type.kind === "raw") return true;
  return type.nullable === true;
}

/** The type of a value that is there and not null. */
export function dataTypeOf(type: PropertyType, depth = 0): DataType {
  switch (type.kind) {
    case "string":
      return textType(type);
    case "number":
    case "integer":
    case "boolean":
      return { kind: type.kind };
    case "object":
      return type.open || depth >= DEPTH_MAX ? JSON_TYPE : structOf(type.properties, depth);
    case "array": {
      const item = dataTypeOf(type.items, depth + 1);
      return depth >= DEPTH_MAX ? JSON_TYPE : { kind: "list", item, holdsNull: mayBeNull(type.items) };
    }
    case "union":
      return unionType(type, depth);
    case "null":
    case "any":
    case "raw":
      return JSON_TYPE;
  }
}

function textType(type: Extract<PropertyType, { kind: "string" }>): DataType {
  if (type.const !== undefined) return { kind: "text", values: [type.const] };
  if (type.enum !== undefined) return { kind: "text", values: [...new Set(type.enum)] };
  if (type.format === "date-time") return { kind: "instant" };
  return { kind: type.format === "date" ? "day" : "text" };
}

function structOf(properties: readonly Property[], depth: number): DataType {
  const sent = properties.filter((property) => !isNeverSent(property));
  const folded = new Set(sent.map(({ name }) => name.toLowerCase()));
  const isNameable = sent.length > 0 && folded.size === sent.length && sent.every(({ name }) => isPlainKey(name));
  if (!isNameable) return JSON_TYPE;
  const fields = sent.map((property) => ({
    key: property.name,
    type: dataTypeOf(property.type, depth + 1),
    nullable: !property.required || mayBeNull(property.type),
    property,
  }));
  return { kind: "struct", fields };
}

/** Members that are one kind of scalar are that scalar, whole and other numbers are numbers; anything else is JSON. */
function unionType({ anyOf }: UnionType, depth: number): DataType {
  const members = anyOf.filter(({ kind }) => kind !== "null").map((member) => dataTypeOf(member, depth));
  const [first, ...rest] = members;
  if (first === undefined) return JSON_TYPE;
  if (rest.length === 0) return first;
  const kinds = new Set(members.map(({ kind }) => kind));
  if (kinds.has("struct") || kinds.has("list")) return JSON_TYPE;
  if (kinds.size === 1) return first.kind === "text" ? mergedText(members) : first;
  if ([...kinds].every((kind) => kind === "integer" || kind === "number")) return { kind: "number" };
  return [...kinds].every((kind) => kind === "text" || kind === "instant" || kind === "day")
    ? { kind: "text" }
    : JSON_TYPE;
}

function mergedText(members: readonly DataType[]): DataType {
  const lists = members.map((member) => (member.kind === "text" ? member.values : undefined));
  const known = lists.filter((values) => values !== undefined);
  return known.length < lists.length ? { kind: "text" } : { kind: "text", values: [...new Set(known.flat())] };
}

/** The type with JSON in the place of every list that the warehouse has none of. */
export function withoutLists(
  type: DataType,
  isRefused: (list: Extract<DataType, { kind: "list" }>) => boolean,
): DataType {
  if (type.kind === "struct")
    return {
      ...type,
      fields: type.fields.map((field) => ({ ...field, type: withoutLists(field.type, isRefused) })),
    };
  if (type.kind !== "list") return type;
  const list = { ...type, item: withoutLists(type.item, isRefused) };
  return isRefused(list) ? JSON_TYPE : list;
}
