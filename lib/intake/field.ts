/** What stands in a field of a row, and what it is read as. */

import { cellText, isBlank, readBoolean, readList } from "../format/spreadsheet/cell.ts";
import { readTime } from "./local-time.ts";
import type { Cast, MappedValue, Mapping } from "./mapping.ts";
import { readDecimal } from "./written-number.ts";

/** A row of a table by its headers, or a JSON object. */
export type Row = { readonly [field: string]: unknown };

function own(value: unknown, step: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Row)[step];
}

/** What stands in a field; a header that holds dots goes before the place of that name. Blank cells hold nothing. */
export function fieldOf(row: Row, field: string): unknown {
  const value = Object.hasOwn(row, field)
    ? row[field]
    : field.split(".").reduce<unknown>((place, step) => own(place, step), row);
  return typeof value === "string" && isBlank(value) ? undefined : value;
}

/** As a word, without blanks around it: what ids and keys are compared by; undefined when it is no single value. */
export function wordOf(value: unknown): string | undefined {
  if (typeof value === "string") return cellText(value).trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

type Cell = string | number | boolean;

function isoOf(instant: number | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

/** What a mapping says of all its cells. */
type Reading = Pick<Mapping, "time" | "decimal">;

function countOf(cell: Cell, { decimal }: Reading): number | undefined {
  const number = typeof cell === "string" ? readDecimal(cellText(cell), decimal) : cell;
  return typeof number === "number" ? number : undefined;
}

const READERS: Readonly<Record<Cast, (cell: Cell, reading: Reading) => unknown>> = {
  as_is: (cell) => cell,
  string: (cell) => (typeof cell === "string" ? cellText(cell).trim() : String(cell)),
  number: countOf,
  cents: (cell, reading) => {
    const count = countOf(cell, reading);
    return count === undefined ? undefined : count / 100;
  },
  integer: (cell, reading) => {
    const number = countOf(cell, reading);
    return Number.isInteger(number) ? number : undefined;
  },
  boolean: (cell) => readBoolean(cell),
  instant: (cell, { time }) => isoOf(readTime(cell, time)),
  // The day that is written, whatever the zone.
  day: (cell, { time }) => isoOf(readTime(cell, { format: time.format, zone: "UTC" }))?.slice(0, 10),
  list: (cell) => readList(cell),
};

const COUNTS: ReadonlySet<Cast> = new Set(["number", "cents", "integer"]);

function isCell(value: unknown): value is Cell {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The word that a mapping has for what stands in a field; undefined when it has none. */
function otherWord(
  value: unknown,
  words: Readonly<Record<string, unknown>> | undefined,
): { word: unknown } | undefined {
  const word = wordOf(value);
  return words !== undefined && word !== undefined && Object.hasOwn(words, word) ? { word: words[word] } : undefined;
}

/** The text of a number that reads both ways, where the mapping does not say which; undefined when there is none. */
export function unclearNumber(row: Row, mapped: MappedValue, { decimal }: Reading): string | undefined {
  if ("constant" in mapped || !COUNTS.has(mapped.cast)) return undefined;
  const value = fieldOf(row, mapped.from);
  if (typeof value !== "string" || otherWord(value, mapped.words) !== undefined) return undefined;
  return readDecimal(cellText(value), decimal) === "ambiguous" ? value : undefined;
}

/** The value of a property in a row; undefined where the field is blank. What cannot be cast stays as it was written. */
export function filledWith(row: Row, mapped: MappedValue, reading: Reading): unknown {
  if ("constant" in mapped) return mapped.constant;
  const value = fieldOf(row, mapped.from);
  const other = otherWord(value, mapped.words);
  if (other !== undefined) return other.word;
  return isCell(value) ? (READERS[mapped.cast](value, reading) ?? value) : value;
}
