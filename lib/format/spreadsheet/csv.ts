/** CSV files: encoding and delimiter found in the content. */

import { CsvError, parse } from "csv-parse/sync";
import { type FormatError, type InputFile, textOf } from "../format.ts";
import type { Cell } from "./cell.ts";
import { meaningOf } from "./column.ts";
import type { Sheet } from "./table.ts";

export type SheetsResult =
  | { readonly ok: true; readonly sheets: readonly Sheet[] }
  | { readonly ok: false; readonly error: FormatError };

const DELIMITERS = [";", ",", "\t", "|"] as const;

/** French spreadsheets save CSV in Windows' own encoding: what is not UTF-8 is taken for that. */
function decoded(file: InputFile): string {
  const text = textOf(file);
  if (text !== undefined) return text;
  return new TextDecoder("windows-1252").decode(file.content as Uint8Array);
}

interface Parsed {
  readonly rows: readonly string[][];
  readonly lines: readonly number[];
}

function parsed(text: string, delimiter: string): Parsed {
  const records = parse(text, {
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: false,
    bom: true,
  }) as unknown as {
    record: string[];
    info: { lines: number };
  }[];
  // `lines` is the line a record ends on.
  return {
    rows: records.map(({ record }) => record),
    lines: records.map(({ info, record }) => info.lines - lineBreaks(record)),
  };
}

function lineBreaks(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

/** How many columns most rows have; a title that no delimiter cuts is no row. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [usual] = [...counts].sort(([, a], [, b]) => b - a);
  return usual?.[0] ?? 1;
}

/** The delimiter under which most headers are ours; else the one that cuts the rows most evenly. */
function delimiterOf(text: string): string {
  const head = text.split(/\r\n|\n|\r/).slice(0, 30);
  const ranked = DELIMITERS.map((delimiter) => {
    const rows = head.map((line) => line.split(delimiter).map((cell) => cell.replace(/^"|"$/g, "")));
    const known = Math.max(0, ...rows.map((row) => row.filter((cell) => meaningOf(cell) !== undefined).length));
    const width = known > 0 ? (rows[0]?.length ?? 1) : usualWidth(rows);
    return { delimiter, known, even: width === 1 ? 0 : rows.filter((row) => row.length === width).length };
  }).sort((a, b) => b.known - a.known || b.even - a.even);
  return ranked[0]?.delimiter ?? ",";
}

export function readCsv(file: InputFile): SheetsResult {
  const text = decoded(file);
  try {
    const { rows, lines } = parsed(text, delimiterOf(text));
    const cells: Cell[][] = rows.map((row) => row.map((cell) => (cell === "" ? null : cell)));
    return { ok: true, sheets: [{ name: "", rows: cells, lines }] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? { line: error.lines } : {};
    return {
      ok: false,
      error: {
        file: file.name,
        code: "syntax",
        ...line,
        message: {
          en: "This is not CSV: a quotation mark is not closed or not doubled.",
          fr: "Ceci n’est pas du CSV : un guillemet n’est pas fermé ou pas doublé.",
        },
      },
    };
  }
}
