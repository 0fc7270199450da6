/** Writes a plan as a CSV file (one table, a row per object) or as an XLSX workbook (a sheet per kind of object). */

import { stringify } from "csv-stringify/sync";
import writeWorkbook from "write-excel-file/node";
import { diffPlans } from "../../plan/diff.ts";
import { emptyPlan } from "../../plan/new-object.ts";
import type { Language, Plan } from "../../plan/plan.ts";
import { CELL_MAX, type Cell, escapeFormula, escapeWorkbookText, isBlank } from "./cell.ts";
import { COLUMN_NAMES, COLUMNS, type ColumnName, LOCALIZED_COLUMNS } from "./column.ts";
import { ON_PAPER } from "./paper.ts";
import { type CellKey, type PlanRow, rowsOf } from "./row.ts";
import { CHANGES_SHEET, ROW_KINDS, type RowKind, SHEETS } from "./word.ts";
import { type ReaderSheet, readerSheets, type WorkbookCover } from "./workbook.ts";

export interface SpreadsheetOptions {
  readonly language?: Language;
  /** The plan that the workbook lists changes since; without it everything is new. */
  readonly before?: Plan;
  /** What the cover of a workbook says besides what the plan knows of itself. */
  readonly cover?: WorkbookCover;
  /** Slugs of the sources a workbook has a sheet of instructions for, besides those the plan names. */
  readonly sources?: readonly string[];
}

function languageFor(plan: Plan, options: SpreadsheetOptions): Language {
  return options.language ?? plan.settings.languages[0] ?? "en";
}

/** Columns a person filling in the sheet expects, even while they are empty. */
const EXPECTED: Partial<Readonly<Record<RowKind, readonly ColumnName[]>>> = {
  event: [
    "event",
    "callType",
    "displayName",
    "description",
    "trigger",
    "category",
    "tags",
    "owner",
    "critical",
    "status",
    "id",
  ],
  property: ["event", "property", "type", "required", "enum", "description", "examples", "id"],
  userProperty: ["property", "type", "enum", "description", "segmentKind", "privacy", "id"],
};

function keysOf(
  column: ColumnName,
  rows: readonly PlanRow[],
  languages: readonly Language[],
  expected: boolean,
): CellKey[] {
  const has = (key: CellKey) => rows.some(({ cells }) => cells.has(key));
  if ((LOCALIZED_COLUMNS as readonly string[]).includes(column)) {
    return (["en", "fr"] as const)
      .filter((language) => has(`${column}.${language}` as CellKey) || (expected && languages.includes(language)))
      .map((language) => `${column}.${language}` as CellKey);
  }
  if (column !== "more") return has(column) || expected ? [column] : [];
  const parts: CellKey[] = has("more") ? ["more"] : [];
  for (let part = 2; has(`more.${part}`); part++) parts.push(`more.${part}`);
  return parts;
}

function headerOf(key: CellKey, language: Language): string {
  const [column = "more", suffix] = key.split(".");
  const label = COLUMNS[column as ColumnName].label[language];
  if (suffix === undefined) return label;
  return column === "more" ? `${label} ${suffix}` : `${label} (${suffix})`;
}

type Grid = Cell[][];

function gridOf(rows: readonly PlanRow[], kinds: readonly RowKind[], plan: Plan, language: Language): Grid {
  const expected = new Set(kinds.flatMap((kind) => EXPECTED[kind] ?? []));
  const keys = COLUMN_NAMES.filter((column) => column !== "kind").flatMap((column) =>
    keysOf(column, rows, plan.settings.languages, expected.has(column)),
  );
  const several = kinds.length > 1;
  const header = keys.map((key) => headerOf(key, language));
  return [
    several ? [COLUMNS.kind.label[language], ...header] : header,
    ...rows.map(({ kind, cells }) => {
      const values = keys.map((key) => cells.get(key) ?? null);
      return several ? [ROW_KINDS[kind][language], ...values] : values;
    }),
  ];
}

function escaped(cell: Cell): Cell {
  return typeof cell === "string" ? escapeFormula(cell) : cell;
}

/** UTF-8 with a byte-order mark, so that spreadsheet programs read accents; semicolons and decimal commas in French. */
export function writeCsv(plan: Plan, options: SpreadsheetOptions = {}): string {
  const language = languageFor(plan, options);
  const grid = gridOf(rowsOf(plan, language), Object.keys(ROW_KINDS) as RowKind[], plan, language);
  const decimal = (cell: Cell) =>
    typeof cell === "number" && language === "fr" ? String(cell).replace(".", ",") : cell;
  const cells = grid.map((row) => row.map((cell) => decimal(escaped(cell)) ?? ""));
  return stringify(cells, { bom: true, delimiter: language === "fr" ? ";" : ",", record_delimiter: "windows" });
}

const CHANGE_HEADERS = {
  en: ["Severity", "Object", "Property", "Change", "Before", "After"],
  fr: ["Gravité", "Objet", "Propriété", "Modification", "Avant", "Après"],
} as const;
const SEVERITY_WORDS = {
  breaking: { en: "breaking", fr: "cassante" },
  compatible: { en: "compatible", fr: "compatible" },
  documentation: { en: "documentation", fr: "documentation" },
} as const;

function shortText(value: unknown): string {
  const text = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function changesGrid(plan: Plan, before: Plan | undefined, language: Language): Grid {
  const changes = diffPlans(before ?? { ...emptyPlan(plan.slug), settings: plan.settings }, plan);
  return [
    [...CHANGE_HEADERS[language]],
    ...changes.map((change) => [
      SEVERITY_WORDS[change.severity][language],
      change.objectName,
      change.propertyName ?? "",
      change[language],
      shortText(change.before),
      shortText(change.after),
    ]),
  ];
}

const WIDTHS: Readonly<Record<string, number>> = {
  description: 50,
  trigger: 40,
  event: 28,
  property: 28,
  more: 20,
  pattern: 30,
};
/** Characters XML cannot hold: only the list of changes, which is not read back, can still have them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** A list too long for a cell says how many more there are; nothing that is read back is that long. */
function cutToCell(text: string): string {
  if (text.length <= CELL_MAX) return text;
  const begin = text.slice(0, CELL_MAX - 20);
  const separator = ["; ", ", ", "\n"].find((one) => begin.includes(one));
  if (separator === undefined) return `${begin}…`;
  const end = begin.lastIndexOf(separator);
  return `${text.slice(0, end)}… (+${text.slice(end + separator.length).split(separator).length})`;
}

function textCell(text: string) {
  return { value: escapeWorkbookText(cutToCell(text)).replace(NOT_XML, "\ufffd"), type: String };
}

const WRAPPED = { wrap: true, alignVertical: "top" } as const;
/** Points of a line, and the most that a row may be high. */
const LINE_HEIGHT = 15;
const ROW_HEIGHT_MAX = 405;

/** Lines that a text takes in a column, whose width is in characters. */
function linesIn(cell: Cell, width: number): number {
  return typeof cell !== "string"
    ? 1
    : cell.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / width)), 0);
}

/** Of a row with broken lines: not every program finds out by itself how high it is. */
function heightOf(row: readonly Cell[], widths: readonly number[], all: boolean): { readonly height?: number } {
  const broken = row.map((cell, at) =>
    all || (typeof cell === "string" && cell.includes("\n")) ? linesIn(cell, widths[at] ?? 18) : 1,
  );
  const lines = Math.max(1, ...broken);
  return lines === 1 ? {} : { height: Math.min(lines * LINE_HEIGHT, ROW_HEIGHT_MAX) };
}

/** A sheet of a workbook, its first row the header; texts start no formula. One with widths of its own is read by people. */
export function sheetOf(name: string, grid: ReaderSheet["grid"], widths?: readonly number[]) {
  const [header = [], ...rows] = grid;
  const wide = header.map((cell, at) => widths?.[at] ?? WIDTHS[widthKey(String(cell))] ?? 18);
  const data = [
    header.map((cell) => ({ ...textCell(String(cell ?? "")), fontWeight: "bold" as const })),
    ...rows.map((row) => {
      const height = heightOf(row, wide, widths !== undefined);
      return row.map((cell) => {
        if (isBlank(cell)) return null;
        // Lines that are not told to break are drawn over the rows below, and on paper a cell ends at its edge.
        const wrap = widths !== undefined || (typeof cell === "string" && cell.includes("\n"));
        const content = typeof cell === "string" ? textCell(cell) : { value: cell };
        return wrap ? { ...content, ...WRAPPED, ...height } : content;
      });
    }),
  ];
  const columns = wide.map((width) => ({ width }));
  return { sheet: name, data, columns, stickyRowsCount: 1, orientation: "landscape" };
}

/** The file of a workbook whose sheets `sheetOf` made. */
export function writeSheets(sheets: readonly ReturnType<typeof sheetOf>[]): Promise<Uint8Array> {
  return writeWorkbook(sheets as never, { features: [ON_PAPER] } as never).toBuffer();
}

function widthKey(header: string): string {
  return (
    COLUMN_NAMES.find((name) => Object.values(COLUMNS[name].label).some((label) => header.startsWith(label))) ?? ""
  );
}

const ALWAYS: readonly RowKind[] = ["event", "property", "userProperty"];
const SHEET_ORDER: readonly RowKind[] = [
  "event",
  "property",
  "userProperty",
  "bundle",
  "groupType",
  "groupProperty",
  "category",
  "decision",
  "metric",
  "plan",
];

export async function writeXlsx(plan: Plan, options: SpreadsheetOptions = {}): Promise<Uint8Array> {
  const language = languageFor(plan, options);
  const rows = rowsOf(plan, language);
  const grids: { readonly name: string; readonly grid: ReaderSheet["grid"] }[] = SHEET_ORDER.flatMap((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    if (own.length === 0 && !ALWAYS.includes(kind)) return [];
    return [{ name: SHEETS[kind][language], grid: gridOf(own, [kind], plan, language) }];
  });
  grids.splice(3, 0, { name: CHANGES_SHEET[language], grid: changesGrid(plan, options.before, language) });
  const listed = grids.map(({ name, grid }) => ({ name, rows: grid.length - 1 }));
  const { before, after } = readerSheets(plan, language, listed, options);
  const sheets: readonly (Omit<ReaderSheet, "widths"> & Partial<ReaderSheet>)[] = [...before, ...grids, ...after];
  const written = sheets.map(({ name, grid, widths }) => sheetOf(name, grid, widths));
  return writeSheets(written);
}
