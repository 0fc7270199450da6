/** Reads a plan from spreadsheets of all kinds of columns, header row and delimiter found, one row per event or per property. */

import { fieldsOfColumns } from "../carried.ts";
import { finishDraft, type PlanDraft, slugFrom, standardsOf } from "../draft.ts";
import type { FormatError, InputFile, ReadFinding, ReadResult } from "../format.ts";
import { lossEntry } from "../loss.ts";
import type { ReadOptions } from "../read-options.ts";
import { Assembly } from "./assemble.ts";
import { type Cell, isBlank } from "./cell.ts";
import type { SheetsResult } from "./csv.ts";
import { columnOf, type SpreadsheetMapping } from "./mapping.ts";
import { rowCellsOf } from "./row-reader.ts";
import { type HeaderRow, type Sheet, type Table, tableOf } from "./table.ts";
import { isChangesSheet, sheetKindOf } from "./word.ts";
import { isReaderSheet } from "./workbook.ts";

type ReadSheets = (file: InputFile) => SheetsResult | Promise<SheetsResult>;
type Format = "csv" | "xlsx";

/** Code of the error that there are tables, and none whose columns are known: a mapping makes them readable. */
export const UNMAPPED = "unknown_headers";

interface FileTable {
  readonly file: string;
  readonly table: Table;
}

interface Loaded {
  /** What is read. */
  readonly tables: readonly FileTable[];
  /** What a person may say the columns of: what is known without being told or, where nothing is, all that look like tables. */
  readonly offered: readonly FileTable[];
  /** Sheets that are no part of a plan, by name. */
  readonly passedOver: readonly string[];
  /** Sheets of ours that are made for readers, by name. */
  readonly forReaders: readonly string[];
  readonly errors: readonly FormatError[];
}

/** More than the properties of 5,000 events. Reading is done at one go, while others wait. */
const ROWS_MAX = 100_000;

function tooManyRows({ name: file }: InputFile, { name, rows }: Sheet): FormatError {
  const [count, most] = [rows.length, ROWS_MAX];
  return {
    file,
    code: "too_many_rows",
    ...(name === "" ? {} : { sheet: name }),
    message: {
      en: `It has ${count.toLocaleString("en")} rows; at most ${most.toLocaleString("en")} are read at once.`,
      fr: `Elle a ${count.toLocaleString("fr")} lignes ; au plus ${most.toLocaleString("fr")} sont lues à la fois.`,
    },
    expected: {
      en: "several smaller files, one after the other",
      fr: "plusieurs fichiers plus petits, l’un après l’autre",
    },
  };
}

async function load(
  files: readonly InputFile[],
  readSheets: ReadSheets,
  mapping?: SpreadsheetMapping,
): Promise<Loaded> {
  const found: (FileTable & { readonly isKnown: boolean })[] = [];
  const passedOver: string[] = [];
  const forReaders: string[] = [];
  const errors: FormatError[] = [];
  for (const file of files) {
    const result = await readSheets(file);
    if (!result.ok) {
      errors.push(result.error);
      continue;
    }
    for (const sheet of result.sheets) {
      if (sheet.rows.every((row) => row.every(isBlank))) continue;
      if (isChangesSheet(sheet.name) || isReaderSheet(sheet)) {
        forReaders.push(sheet.name);
        continue;
      }
      if (sheet.rows.length > ROWS_MAX) {
        errors.push(tooManyRows(file, sheet));
        continue;
      }
      const table = tableOf(sheet, mapping);
      if (table?.isNamed !== true) passedOver.push(sheet.name);
      if (table === undefined) continue;
      const isKnown = mapping === undefined ? table.isNamed : tableOf(sheet)?.isNamed === true;
      found.push({ file: file.name, table, isKnown });
    }
  }
  const tables = found.filter(({ table }) => table.isNamed);
  const offered = found.some(({ isKnown }) => isKnown)
    ? found.filter(({ isKnown, table }) => isKnown || table.isNamed)
    : found;
  return { tables, offered, passedOver, forReaders, errors };
}

/** Events before what belongs to them, objects before what refers to them: sheets stand in any order. */
const ORDER = [
  "plan",
  "category",
  "decision",
  "metric",
  "bundle",
  "event",
  "groupType",
  undefined,
  "property",
  "userProperty",
  "groupProperty",
];

function inOrder(tables: readonly FileTable[]): FileTable[] {
  return [...tables].sort(
    (a, b) => ORDER.indexOf(sheetKindOf(a.table.name)) - ORDER.indexOf(sheetKindOf(b.table.name)),
  );
}

const EXPECTED = {
  en: "a row with at least a column “Event” or “Property”",
  fr: "une ligne avec au moins une colonne « Événement » ou « Propriété »",
};

function noTable(files: readonly InputFile[]): FormatError {
  const message = { en: "No row of headers was found.", fr: "Aucune ligne d’en-têtes n’a été trouvée." };
  return { file: files[0]?.name ?? "", code: "no_header", message, expected: EXPECTED };
}

/** Columns that a sentence names. */
const LISTED = 20;

/** A table whose columns somebody has to say the meaning of. */
function unmapped({ file, table }: FileTable): FormatError {
  const headers = table.columns.slice(0, LISTED).map(({ header }) => header);
  const more = table.columns.length > LISTED ? ", …" : "";
  return {
    file,
    code: UNMAPPED,
    line: table.headerLine,
    ...(table.name === "" ? {} : { sheet: table.name }),
    message: {
      en: `None of these columns is known to hold the events or the properties: ${headers.map((one) => `“${one}”`).join(", ")}${more}.`,
      fr: `Aucune de ces colonnes n’est reconnue comme celle des événements ou des propriétés : ${headers.map((one) => `« ${one} »`).join(", ")}${more}.`,
    },
    expected: EXPECTED,
  };
}

/** Whoever edited such a sheet learns here that nothing came of it. */
function readerFindings({ forReaders }: Loaded): ReadFinding[] {
  if (forReaders.length === 0) return [];
  const list = forReaders.join(", ");
  const message = {
    en: `Sheets made for readers were not read, nor what was changed in them: ${list}.`,
    fr: `Les feuilles faites pour les lecteurs n’ont pas été lues, ni ce qui y a été modifié\u00a0: ${list}.`,
  };
  return [{ code: "reader_sheets", path: "", message }];
}

function unreadColumns({ table }: FileTable) {
  return table.columns
    .filter(({ id, index }) => id === "ignore" && table.rows.some(({ cells }) => !isBlank(cells[index])))
    .map(({ header }) => lossEntry(`${table.name}!${table.headerLine}/${header}`, "unread_column", header));
}

function assemble(loaded: Loaded, assembly: Assembly): void {
  for (const { file, table } of inOrder(loaded.tables)) {
    for (const row of table.rows) {
      const cells = rowCellsOf(table, row, file);
      if ("code" in cells) assembly.reader.errors.push(cells);
      else assembly.add(table, cells);
    }
  }
}

function carriedBy(tables: readonly FileTable[]): readonly string[] | undefined {
  const ids = tables.flatMap(({ table }) => table.columns.map(({ id }) => columnOf(id)?.name));
  return fieldsOfColumns(new Set(ids.filter((name) => name !== undefined)));
}

function settings(draft: PlanDraft, language: "en" | "fr") {
  if (draft.settings !== undefined) return {};
  const names = (draft.events ?? []).map((event) => event.name);
  const properties = (draft.events ?? []).flatMap((event) => (event.properties ?? []).map((property) => property.name));
  return { settings: { languages: [language], standards: standardsOf(names, properties) } };
}

/** Reads files of one spreadsheet format. Every bad row is told at once, with its line and column. */
export async function readSpreadsheet(
  format: Format,
  files: readonly InputFile[],
  readSheets: ReadSheets,
  options: ReadOptions,
): Promise<ReadResult> {
  const loaded = await load(files, readSheets, options.mapping);
  if (loaded.errors.length > 0) return { ok: false, format, errors: loaded.errors };
  if (loaded.tables.length === 0) {
    const errors = loaded.offered.map(unmapped);
    return { ok: false, format, errors: errors.length > 0 ? errors : [noTable(files)] };
  }
  const language = options.language ?? loaded.tables.find(({ table }) => table.language)?.table.language ?? "en";
  const assembly = new Assembly(language);
  assemble(loaded, assembly);
  const findings = [...readerFindings(loaded), ...assembly.findings];
  if (assembly.reader.errors.length > 0) {
    if (options.skipBadRows !== true) return { ok: false, format, errors: assembly.reader.errors };
    for (const { line, message } of assembly.reader.errors)
      findings.push({ code: "skipped_row", path: `!${line}`, message });
  }
  const draft = assembly.finish();
  const file = files[0]?.name ?? "";
  const loss = [
    ...loaded.tables.flatMap(unreadColumns),
    ...loaded.passedOver.map((name) => lossEntry(`${name}!`, "unread_sheet", name)),
    ...assembly.reader.loss,
  ];
  const slug = options.slug ?? assembly.slug ?? slugFrom(file.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, ""));
  return finishDraft(
    { ...settings(draft, language), ...draft },
    { format, slug, file, origins: assembly.origins, findings, loss, carried: carriedBy(loaded.tables) },
  );
}

/** What a person sees before importing: each sheet's headers, first rows and suggested mapping, all `ignore` where no header is known. */
export interface SpreadsheetPreview {
  readonly file: string;
  readonly sheet: string;
  readonly headerLine: number;
  readonly mapping: SpreadsheetMapping;
  readonly headers: readonly string[];
  /** Rows that a person may take for the headers, this one among them. */
  readonly headerRows: readonly HeaderRow[];
  readonly sample: readonly (readonly Cell[])[];
  readonly rowCount: number;
}

export async function previewSpreadsheet(
  files: readonly InputFile[],
  readSheets: ReadSheets,
  mapping?: SpreadsheetMapping,
): Promise<{ readonly sheets: readonly SpreadsheetPreview[]; readonly errors: readonly FormatError[] }> {
  const { offered, errors } = await load(files, readSheets, mapping);
  const sheets = offered.map(({ file, table }) => ({
    file,
    sheet: table.name,
    headerLine: table.headerLine,
    mapping: { columns: Object.fromEntries(table.columns.map(({ header, id }) => [header, id])) },
    headers: table.headers,
    headerRows: table.headerRows,
    sample: table.rows.slice(0, 10).map(({ cells }) => cells),
    rowCount: table.rows.length,
  }));
  return { sheets, errors };
}
