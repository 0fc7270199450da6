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
  let best: number | undefined;
  let bestScore = 0;
  sheet.rows.slice(0, HEADER_ROWS).forEach((row, index) => {
    const hits = given === undefined ? score(row) : row.filter((cell) => given.has(cellText(cell).trim())).length;
    if (hits <= bestScore) return;
    best = index;
    bestScore = hits;
  });
  return best;
}

/** The table of a sheet; undefined when no row looks like headers of a plan. */
export function tableOf(sheet: Sheet, mapping?: SpreadsheetMapping): Table | undefined {
  const at = headerIndex(sheet, mapping);
  if (at === undefined) return undefined;
  const headers = (sheet.rows[at] ?? []).map((cell) => cellText(cell).trim());
  const suggested = suggestMapping(headers);
  const meant = { ...suggested.columns, ...mapping?.columns };
  const columns = headers.flatMap((header, index) =>
    header === "" ? [] : [{ header, id: meant[header] ?? ("ignore" as const), index }],
  );
  if (sheetKindOf(sheet.name) === undefined && !columns.some(({ id }) => NAMING.has(id))) return undefined;
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
    ...(language === undefined ? {} : { language }),
  };
}
