/** What stands in a field of a row, and what it is read as. */

import { cellText, isBlank, readBoolean, readList, readNumber } from "../format/spreadsheet/cell.ts";
import { readTime } from "./local-time.ts";
import type { Cast, MappedValue, Mapping } from "./mapping.ts";

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

const READERS: Readonly<Record<Cast, (cell: Cell, time: Mapping["time"]) => unknown>> = {
  as_is: (cell) => cell,
  string: (cell) => (typeof cell === "string" ? cellText(cell).trim() : String(cell)),
  number: (cell) => readNumber(cell),
  cents: (cell) => {
    const count = readNumber(cell);
    return count === undefined ? undefined : count / 100;
  },
  integer: (cell) => {
    const number = readNumber(cell);
    return Number.isInteger(number) ? number : undefined;
  },
  boolean: (cell) => readBoolean(cell),
  instant: (cell, time) => isoOf(readTime(cell, time)),
  // The day that is written, whatever the zone.
  day: (cell, { format }) => isoOf(readTime(cell, { format, zone: "UTC" }))?.slice(0, 10),
  list: (cell) => readList(cell),
};

function isCell(value: unknown): value is Cell {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The value of a property in a row; undefined where the field is blank. What cannot be cast stays as it was written. */
export function filledWith(row: Row, mapped: MappedValue, time: Mapping["time"]): unknown {
  if ("constant" in mapped) return mapped.constant;
  const value = fieldOf(row, mapped.from);
  const word = wordOf(value);
  const { words } = mapped;
  if (words !== undefined && word !== undefined && Object.hasOwn(words, word)) return words[word];
  return isCell(value) ? (READERS[mapped.cast](value, time) ?? value) : value;
}
