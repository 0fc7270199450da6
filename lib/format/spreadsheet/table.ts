/** A sheet as rows of cells, its header row found and its columns named. */

import type { Language } from "../../plan/plan.ts";
import { type Cell, cellText, isBlank } from "./cell.ts";
import { languageOfHeaders, meaningOf, secondChoices } from "./column.ts";
import { type ColumnId, type SpreadsheetMapping, suggestMapping } from "./mapping.ts";
import { sheetKindOf } from "./word.ts";

/** A sheet as its file gives it; `lines` are the row numbers a person sees, counted from 1. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly lines: readonly number[];
}

export interface Table {
  readonly name: string;
  readonly headers: readonly string[];
  readonly headerLine: number;
  readonly columns: readonly { readonly header: string; readonly id: ColumnId; readonly index: number }[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly Cell[] }[];
  readonly language?: Language;
  /** Whether it is known what each row is about: by the sheet's name, or by a column of names. */
  readonly isNamed: boolean;
  /** Rows that a person may take for the headers, this one among them. */
  readonly headerRows: readonly HeaderRow[];
}

/** A row that may hold the headers, with what they would be taken for. */
export interface HeaderRow {
  readonly line: number;
  readonly headers: readonly string[];
  readonly mapping: SpreadsheetMapping;
}

const HEADER_ROWS = 30;
/** A sheet whose name says nothing is a plan's when one of these columns is there. */
const NAMING: ReadonlySet<ColumnId> = new Set(["kind", "event", "property", "bundle", "group", "category"]);

function score(row: readonly Cell[]): number {
  const texts = row.map((cell) => (typeof cell === "string" ? cell : ""));
  const known = texts.filter((text) => meaningOf(text) !== undefined).length;
  return known + texts.filter((text) => meaningOf(text) === undefined && secondChoices(text).length > 0).length / 2;
}

/** The row that looks most like headers among the first ones; titles and notes above it are passed over. */
function headerIndex(sheet: Sheet, mapping: SpreadsheetMapping | undefined): number | undefined {
  const given = mapping === undefined ? undefined : new Set(Object.keys(mapping.columns));
  return highest(sheet, (row) =>
    given === undefined ? score(row) : row.filter((cell) => given.has(cellText(cell).trim())).length,
  );
}

/** The first of the first rows that has the highest rank above zero. */
function highest(sheet: Sheet, rank: (row: readonly Cell[]) => number): number | undefined {
  let best: number | undefined;
  let bestRank = 0;
  sheet.rows.slice(0, HEADER_ROWS).forEach((row, index) => {
    const ranked = rank(row);
    if (ranked <= bestRank) return;
    best = index;
    bestRank = ranked;
  });
  return best;
}

/** Headers tell columns apart: the same word twice says no more than once. */
function distinct(row: readonly Cell[]): number {
  return new Set(row.map((cell) => cellText(cell).trim()).filter((text) => text !== "")).size;
}

/** Where no word of a header is known: the first row that is filled the most, with rows beneath. Titles are passed over. */
function likeliestIndex(sheet: Sheet): number | undefined {
  const at = highest(sheet, distinct);
  if (at === undefined || distinct(sheet.rows[at] ?? []) < 2) return undefined;
  return sheet.rows.slice(at + 1).some((row) => !row.every(isBlank)) ? at : undefined;
}

function headersOf(row: readonly Cell[]): string[] {
  return row.map((cell) => cellText(cell).trim());
}

function headerRowsOf({ rows, lines }: Sheet): HeaderRow[] {
  const last = rows.findLastIndex((row) => !row.every(isBlank));
  return rows.slice(0, Math.min(HEADER_ROWS, last)).flatMap((row, index) => {
    const headers = headersOf(row);
    if (headers.every((header) => header === "")) return [];
    return { line: lines[index] ?? index + 1, headers, mapping: suggestMapping(headers) };
  });
}

/** Whoever says what every cell of a row means has chosen it for the headers. */
function isChosen({ columns }: Table, mapping: SpreadsheetMapping | undefined): boolean {
  return mapping !== undefined && columns.every(({ header }) => Object.hasOwn(mapping.columns, header));
}

/**
 * The table of a sheet. Where no header says what its rows are about, the likeliest row is taken for the headers, and a
 * person may say what they mean, or that they stand elsewhere; undefined when nothing looks like a table.
 */
export function tableOf(sheet: Sheet, mapping?: SpreadsheetMapping): Table | undefined {
  const at = headerIndex(sheet, mapping);
  const table = at === undefined ? undefined : tableAt(sheet, at, mapping);
  if (table !== undefined && (table.isNamed || isChosen(table, mapping))) return table;
  const likeliest = likeliestIndex(sheet);
  return likeliest === undefined ? undefined : tableAt(sheet, likeliest, mapping);
}

function tableAt(sheet: Sheet, at: number, mapping: SpreadsheetMapping | undefined): Table {
  const headers = headersOf(sheet.rows[at] ?? []);
  const suggested = suggestMapping(headers);
  const meant = new Map(Object.entries({ ...suggested.columns, ...mapping?.columns }));
  const columns = headers.flatMap((header, index) =>
    header === "" ? [] : [{ header, id: meant.get(header) ?? ("ignore" as const), index }],
  );
  const rows = sheet.rows
    .map((cells, index) => ({ line: sheet.lines[index] ?? index + 1, cells }))
    .slice(at + 1)
    .filter(({ cells }) => !cells.every(isBlank));
  const language = languageOfHeaders(headers);
  return {
    name: sheet.name,
    headers,
    headerLine: sheet.lines[at] ?? at + 1,
    columns,
    rows,
    headerRows: headerRowsOf(sheet),
    isNamed: columns.some(({ id }) => NAMING.has(id) || (id !== "ignore" && sheetKindOf(sheet.name) !== undefined)),
    ...(language === undefined ? {} : { language }),
  };
}
