/** The rows of a file that somebody exported: a CSV or XLSX table by its headers, or one JSON object a line. */

import { type InputFile, textOf } from "../format/format.ts";
import { type Cell, cellText, isBlank } from "../format/spreadsheet/cell.ts";
import { readCsv, type SheetsResult } from "../format/spreadsheet/csv.ts";
import { readXlsx } from "../format/spreadsheet/xlsx.ts";
import type { LocalizedText } from "../plan/plan.ts";
import type { Row } from "./field.ts";

export interface FileRow {
  /** The line of the file, or the row of the sheet, that a person sees; counted from 1. */
  readonly line: number;
  /** Absent: the line is no JSON object. */
  readonly row?: Row;
}

export type FileRows =
  | { readonly ok: true; readonly headers: readonly string[]; readonly rows: readonly FileRow[] }
  | { readonly ok: false; readonly message: LocalizedText };

const EMPTY: LocalizedText = {
  en: "There is no row in this file under one of headers.",
  fr: "Ce fichier n’a aucune ligne sous une ligne d’en-têtes.",
};
const HEADER_TWICE = (header: string): LocalizedText => ({
  en: `Two columns are called “${header}”.`,
  fr: `Deux colonnes s’appellent «\u00a0${header}\u00a0».`,
});
const NO_TEXT: LocalizedText = { en: "This file is not UTF-8 text.", fr: "Ce fichier n’est pas du texte UTF-8." };

function tableRow(headers: readonly string[], cells: readonly Cell[]): Row {
  const filled = headers.flatMap((header, index) => {
    const cell = cells[index];
    return header === "" || cell === undefined || isBlank(cell) ? [] : [[header, cell] as const];
  });
  return Object.fromEntries(filled);
}

/** The first sheet that holds anything; its first row that is not blank holds the headers. */
function rowsOfSheets(result: SheetsResult): FileRows {
  if (!result.ok) return { ok: false, message: result.error.message };
  const sheet = result.sheets.find(({ rows }) => rows.some((row) => !row.every(isBlank)));
  const at = sheet?.rows.findIndex((row) => !row.every(isBlank)) ?? -1;
  if (sheet === undefined || at < 0) return { ok: false, message: EMPTY };
  const headers = (sheet.rows[at] ?? []).map((cell) => cellText(cell).trim());
  const twice = headers.find((header, index) => header !== "" && headers.indexOf(header) < index);
  if (twice !== undefined) return { ok: false, message: HEADER_TWICE(twice) };
  const rows = sheet.rows
    .map((cells, index) => ({ line: sheet.lines[index] ?? index + 1, cells }))
    .slice(at + 1)
    .filter(({ cells }) => !cells.every(isBlank))
    .map(({ line, cells }): FileRow => ({ line, row: tableRow(headers, cells) }));
  if (rows.length === 0) return { ok: false, message: EMPTY };
  return { ok: true, headers: headers.filter((header) => header !== ""), rows };
}

function objectOf(text: string): Row | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Row) : undefined;
  } catch {
    return undefined;
  }
}

function rowsOfLines(text: string): FileRows {
  const headers = new Set<string>();
  const rows = text.split("\n").flatMap((content, index): FileRow[] => {
    if (content.trim() === "") return [];
    const row = objectOf(content);
    for (const header of Object.keys(row ?? {})) headers.add(header);
    return [row === undefined ? { line: index + 1 } : { line: index + 1, row }];
  });
  return rows.length === 0 ? { ok: false, message: EMPTY } : { ok: true, headers: [...headers], rows };
}

/** The rows of a file, told apart by its name's ending: `.xlsx`, `.ndjson`, `.jsonl`, else CSV. */
export async function readFileRows(file: InputFile): Promise<FileRows> {
  const name = file.name.toLowerCase();
  if (name.endsWith(".xlsx")) return rowsOfSheets(await readXlsx(file));
  if (!/\.(ndjson|jsonl)$/.test(name)) return rowsOfSheets(readCsv(file));
  const text = textOf(file);
  return text === undefined ? { ok: false, message: NO_TEXT } : rowsOfLines(text);
}
