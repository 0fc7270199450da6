/**
 * Writes a statement with its values as typed literals. chDB keeps bound parameters per process, not per query: two
 * queries at once would read each other's, so its client runs them one by one. Literals let them run side by side, and the
 * same text goes to ClickHouse, so that what is tested is what runs. Only this file turns a value into text.
 */

import { invariant } from "../base/error.ts";
import type { Sql, SqlType } from "./sql.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\b": "\\b",
  "\f": "\\f",
  "\0": "\\0",
};

/** A lone surrogate has no UTF-8 form; it becomes the replacement character, as in every encoder. */
function wellFormed(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

function quoted(text: string): string {
  return `'${wellFormed(text).replace(/[\\'\n\r\t\b\f\0]/g, (character) => ESCAPES[character] ?? "")}'`;
}

function integer(value: unknown, type: SqlType): string {
  const text = String(value);
  invariant(/^-?\d{1,20}$/.test(text), `a bound ${type} is not a whole number`);
  return text;
}

function float(value: unknown): string {
  const number = Number(value);
  invariant(!Number.isNaN(number), "a bound Float64 is not a number");
  if (Number.isFinite(number)) return `'${number}'`;
  return number > 0 ? "'inf'" : "'-inf'";
}

function list(value: unknown): readonly unknown[] {
  invariant(Array.isArray(value), "a bound array is not an array");
  return value;
}

function mapEntries(value: unknown): string {
  invariant(typeof value === "object" && value !== null, "a bound map is not an object");
  return Object.entries(value)
    .flatMap(([key, item]) => [quoted(key), quoted(String(item))])
    .join(",");
}

/** The latest instant a DateTime64(3) holds. */
const LAST_INSTANT = Date.UTC(2299, 11, 31, 23, 59, 59, 999);

/** Always as a date: of bare digits ClickHouse guesses the unit by their number, and refuses those before September 2001. */
function instant(value: unknown): string {
  const given = String(value);
  const isNumber = /^\d{1,14}$/.test(given);
  const text = isNumber ? new Date(Math.min(Number(given), LAST_INSTANT)).toISOString() : given;
  invariant(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,3})?Z?$/.test(text), "a bound instant is not one");
  return quoted(text.replace("T", " ").replace("Z", ""));
}

const INNER: Readonly<Record<SqlType, (value: unknown) => string>> = {
  String: (value) => quoted(String(value)),
  UInt8: (value) => integer(value, "UInt8"),
  UInt16: (value) => integer(value, "UInt16"),
  UInt32: (value) => integer(value, "UInt32"),
  UInt64: (value) => integer(value, "UInt64"),
  Int64: (value) => integer(value, "Int64"),
  Float64: float,
  Bool: (value) => (value === true || value === 1 ? "true" : "false"),
  "DateTime64(3,'UTC')": instant,
  "Array(String)": (value) => `[${list(value).map((item) => quoted(String(item)))}]`,
  "Array(UInt32)": (value) => `[${list(value).map((item) => integer(item, "UInt32"))}]`,
  "Array(UInt64)": (value) => `[${list(value).map((item) => integer(item, "UInt64"))}]`,
  "Array(Float64)": (value) => `[${list(value).map((item) => `toFloat64(${float(item)})`)}]`,
  "Map(String, String)": (value) => `map(${mapEntries(value)})`,
};

/** A literal of exactly the named type. */
export function sqlLiteral(type: SqlType, value: unknown): string {
  const text = INNER[type](value);
  if (type === "String") return text;
  return `CAST(${text}, ${quoted(type)})`;
}

/** The whole statement as one text. */
export function literalSql(statement: Sql): string {
  return statement.parts.map((part) => (typeof part === "string" ? part : sqlLiteral(part.type, part.value))).join("");
}
