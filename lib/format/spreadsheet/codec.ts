/** One field of the plan as one cell, and back. A value that would not come back the same has no cell. */

import { canonicalJson } from "../../plan/canonical-json.ts";
import type { Json } from "../../plan/plan.ts";
import {
  type Cell,
  cellText,
  readBoolean,
  readList,
  readNumber,
  readValues,
  safeJson,
  survives,
  writeList,
} from "./cell.ts";
import { COLUMNS, type ColumnName } from "./column.ts";
import { CODE_COLUMNS, codeOf, wordOf } from "./word.ts";

export interface CellContext {
  /** The kind of the property the value belongs to: a `1` in a list of values may be a text. */
  readonly type?: string;
  readonly language: "en" | "fr";
}

const YES = { en: "yes", fr: "oui" } as const;
const NO = { en: "no", fr: "non" } as const;

function typed(text: string, type: string | undefined): Json {
  if (type === "number" || type === "integer") return readNumber(text) ?? text;
  if (type === "boolean") return readBoolean(text) ?? text;
  return text;
}

/** What a cell says; undefined when its column admits no such thing. */
export function decodeCell(column: ColumnName, cell: Cell, context: CellContext): Json | undefined {
  const text = cellText(cell).trim();
  if (column in CODE_COLUMNS) return codeOf(column, text);
  switch (COLUMNS[column].cell) {
    case "text":
    case "more":
      return text;
    case "boolean":
      return readBoolean(cell);
    case "number":
      return readNumber(cell);
    case "list":
      return readList(cell);
    case "value":
      return typed(text, context.type);
    case "values": {
      if (text.startsWith("[")) return readValues(cell);
      return readList(cell).map((item) => typed(item, context.type));
    }
  }
}

function plainValues(values: readonly Json[]): string | undefined {
  if (values.every((value) => typeof value === "string")) return writeList(values as string[]);
  return values.every((value) => typeof value === "number") ? values.join("; ") : undefined;
}

function drafts(column: ColumnName, value: Json, { language }: CellContext): Cell[] {
  if (column in CODE_COLUMNS) return typeof value === "string" ? [wordOf(column, value, language)] : [];
  if (typeof value === "boolean") return [value ? YES[language] : NO[language]];
  if (typeof value === "number") return [value];
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) return [];
  const values = value as Json[];
  return [...(values.length === 0 ? [] : [plainValues(values) ?? ""]), safeJson(values)];
}

/** The cell that says `value`; undefined when no cell would read back as it. */
export function encodeCell(column: ColumnName, value: Json, context: CellContext): Cell | undefined {
  return drafts(column, value, context).find((cell) => {
    if (typeof cell === "string" && !survives(cell)) return false;
    const back = decodeCell(column, cell, context);
    return back !== undefined && canonicalJson(back) === canonicalJson(value);
  });
}
