/** The cells of a row by what they mean, read one by one; what cannot be read is told with its line and column. */

import type { Json, Language } from "../../plan/plan.ts";
import type { Bilingual, FormatError } from "../format.ts";
import { type LossEntry, lossEntry } from "../loss.ts";
import { shown } from "../problem.ts";
import { type Cell, cellText, isBlank } from "./cell.ts";
import { decodeCell } from "./codec.ts";
import { COLUMNS, type ColumnName } from "./column.ts";
import { columnOf } from "./mapping.ts";
import type { Table } from "./table.ts";
import { CODE_COLUMNS } from "./word.ts";

export type Origin = Omit<FormatError, "code" | "message" | "expected">;
export type Fields = Record<string, unknown>;

interface CellAt {
  readonly header: string;
  readonly cell: Cell;
  readonly language?: Language;
}

export interface RowCells {
  readonly origin: Origin;
  readonly cells: ReadonlyMap<ColumnName, readonly CellAt[]>;
  /** What the row's JSON says. Keys with `@` are names that no cell could hold. */
  readonly more: Fields;
}

/** Columns with a text per language. */
const LOCALIZED = new Set<ColumnName>(["displayName", "description", "trigger", "eventDescription"]);

const EXPECTED: Partial<Readonly<Record<string, Bilingual>>> = {
  boolean: { en: "yes or no", fr: "oui ou non" },
  number: { en: "a number", fr: "un nombre" },
};

export class RowReader {
  readonly errors: FormatError[] = [];
  readonly loss: LossEntry[] = [];

  constructor(readonly language: Language) {}

  fail(row: RowCells, header: string | undefined, code: string, message: Bilingual, expected?: Bilingual): void {
    const place = header === undefined ? row.origin : { ...row.origin, header };
    this.errors.push({ ...place, code, message, ...(expected === undefined ? {} : { expected }) });
  }

  value(row: RowCells, column: ColumnName, type?: string): Json | undefined {
    const [first] = row.cells.get(column) ?? [];
    if (first === undefined || isBlank(first.cell)) return undefined;
    const context = { language: this.language, ...(type === undefined ? {} : { type }) };
    const value = decodeCell(column, first.cell, context);
    if (value !== undefined) return value;
    const text = shown(cellText(first.cell));
    if (column in CODE_COLUMNS && column !== "callType") {
      const place = `${row.origin.sheet ?? ""}!${row.origin.line}/${first.header}`;
      this.loss.push(lossEntry(place, "unread_column", `${first.header}: ${cellText(first.cell)}`));
      return undefined;
    }
    const list = CODE_COLUMNS[column]?.join(", ");
    const expected =
      list === undefined ? EXPECTED[COLUMNS[column].cell] : { en: `one of ${list}`, fr: `l’un de ${list}` };
    this.fail(
      row,
      first.header,
      "invalid",
      { en: `${text} is not allowed here.`, fr: `${text} n’est pas admis ici.` },
      expected,
    );
    return undefined;
  }

  text(row: RowCells, column: ColumnName): string | undefined {
    const value = this.value(row, column) ?? row.more[`@${column}`];
    return value === undefined ? undefined : String(value);
  }

  private texts(row: RowCells, column: ColumnName): Fields | undefined {
    const found: Fields = {};
    for (const { cell, language = this.language } of row.cells.get(column) ?? []) {
      if (!isBlank(cell)) found[language] = cellText(cell).trim();
    }
    return Object.keys(found).length === 0 ? undefined : found;
  }

  /** Fields that every kind of object may have, plus what the row's JSON says. */
  fields(row: RowCells, columns: readonly ColumnName[], rename: Readonly<Record<string, string>> = {}): Fields {
    const result: Fields = {};
    for (const column of columns) {
      const value = LOCALIZED.has(column) ? this.texts(row, column) : this.value(row, column);
      if (value !== undefined && !(Array.isArray(value) && value.length === 0))
        result[rename[column] ?? column] = value;
    }
    const serves = { ...pick(result, "decisions"), ...pick(result, "metrics") };
    if (Object.keys(serves).length > 0) result.serves = serves;
    for (const [key, value] of Object.entries(row.more)) {
      if (key.startsWith("@")) continue;
      const known = result[key];
      result[key] = isObject(known) && isObject(value) ? { ...known, ...value } : value;
    }
    return result;
  }

  missing(row: RowCells, column: ColumnName): void {
    const label = COLUMNS[column].label;
    this.fail(row, undefined, "missing", { en: `${label.en} is empty.`, fr: `${label.fr} est vide.` });
  }
}

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Takes a key out of an object. */
function pick(fields: Fields, key: string): Fields {
  if (fields[key] === undefined) return {};
  const value = fields[key];
  delete fields[key];
  return { [key]: value };
}

/** The cells of a table's row by their meaning; JSON continued over several cells is joined. */
export function rowCellsOf(table: Table, row: Table["rows"][number], file: string): RowCells | FormatError {
  const origin: Origin = { file, line: row.line, ...(table.name === "" ? {} : { sheet: table.name }) };
  const cells = new Map<ColumnName, CellAt[]>();
  let json = "";
  let header = "";
  for (const column of table.columns) {
    const meaning = columnOf(column.id);
    if (meaning === undefined) continue;
    const cell = row.cells[column.index] ?? null;
    if (meaning.name === "more") {
      json += cellText(cell);
      if (!isBlank(cell)) header = column.header;
    } else {
      const at: CellAt = {
        header: column.header,
        cell,
        ...(meaning.language === undefined ? {} : { language: meaning.language }),
      };
      cells.set(meaning.name, [...(cells.get(meaning.name) ?? []), at]);
    }
  }
  if (json.trim() === "") return { origin, cells, more: {} };
  try {
    const more: unknown = JSON.parse(json);
    if (isObject(more)) return { origin, cells, more };
  } catch {
    // Told below: a cell that is not JSON and one that is no object are the same mistake.
  }
  const message = { en: "This cell is not a JSON object.", fr: "Cette cellule n’est pas un objet JSON." };
  return { ...origin, header, code: "syntax", message };
}
