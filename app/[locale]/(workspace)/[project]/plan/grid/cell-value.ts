/** A cell as text, and a text as the value of a cell: what editing in place, the clipboard and filling down share. */

import { plainWords } from "../../../../../../lib/base/plain-words.ts";
import { readNumber } from "../../../../../../lib/i18n/number-text.ts";
import { DAYS_MAX, isDay } from "../../../../../../lib/plan/day.ts";
import { CALL_TYPES, EVENT_ROLES, type Language, PRIVACY_CLASSES, STATUSES } from "../../../../../../lib/plan/plan.ts";
import type { EventRow } from "./event-row.ts";
import type { ColumnKey } from "./grid-column.ts";
import { joinWords, splitWords } from "./word-list.ts";

export type ReferenceColumn = "category" | "bundles" | "decisions" | "metrics";
export type ChoiceColumn = "callType" | "status" | "privacy" | "critical";
type OptionColumn = ChoiceColumn | "roles";

/** How cells are worded for this reader. */
export interface CellWords {
  readonly language: Language;
  /** What ids are called, per column that refers to other objects. */
  readonly references: Readonly<Record<ReferenceColumn, ReadonlyMap<string, string>>>;
  /** What a choice is called. */
  readonly option: (column: OptionColumn, value: string) => string;
}

export const OPTIONS: Readonly<Record<OptionColumn, readonly string[]>> = {
  callType: CALL_TYPES,
  status: STATUSES,
  privacy: PRIVACY_CLASSES,
  critical: ["true", "false"],
  roles: EVENT_ROLES,
};

export const CELL_PROBLEMS = [
  "empty",
  "tooLong",
  "badText",
  "unknown",
  "readOnly",
  "taken",
  "badDay",
  "badCount",
] as const;
export type CellProblem = (typeof CELL_PROBLEMS)[number];

export type CellResult =
  | { readonly ok: true; readonly row: EventRow }
  | { readonly ok: false; readonly problem: CellProblem; readonly detail: string };

const NAME_MAX = 1_000;
const TEXT_MAX = 20_000;

/** A label that two things share says too little: then the id stands for each. */
function labelOf(names: ReadonlyMap<string, string>, id: string): string {
  const label = names.get(id);
  if (label === undefined) return id;
  const wanted = plainWords(label);
  const shared = [...names].some(([other, name]) => other !== id && (plainWords(name) === wanted || other === label));
  return shared ? id : label;
}

function idOf(names: ReadonlyMap<string, string>, text: string): string | undefined {
  if (names.has(text)) return text;
  const wanted = plainWords(text);
  return [...names].find(([, name]) => plainWords(name) === wanted)?.[0];
}

function optionOf(column: OptionColumn, text: string, words: CellWords): string | undefined {
  const wanted = plainWords(text);
  return OPTIONS[column].find((one) => one === wanted || plainWords(words.option(column, one)) === wanted);
}

/** The text of a cell. Giving it back to `writeCell` changes nothing. */
export function readCell(row: EventRow, column: ColumnKey, words: CellWords): string {
  switch (column) {
    case "displayName":
    case "description":
    case "trigger":
      return row[column][words.language] ?? "";
    case "category":
      return row.category ? labelOf(words.references.category, row.category) : "";
    case "bundles":
    case "decisions":
    case "metrics":
      return joinWords(row[column].map((id) => labelOf(words.references[column], id)));
    case "callType":
    case "status":
    case "privacy":
    case "critical":
      return words.option(column, String(row[column]));
    case "roles":
      return joinWords(row.roles.map((role) => words.option("roles", role)));
    case "tags":
    case "sources":
      return joinWords(row[column]);
    case "properties":
      return String(row.propertyCount);
    case "findings":
      return String(row.findings.count);
    case "retentionDays":
      return row.retentionDays === undefined ? "" : String(row.retentionDays);
    default:
      return row[column] ?? "";
  }
}

function refused(problem: CellProblem, detail: string): CellResult {
  return { ok: false, problem, detail: detail.slice(0, 80) };
}

type Parsed<T> = { readonly value: T } | CellResult;

function each(text: string, find: (word: string) => string | undefined): Parsed<readonly string[]> {
  const found: string[] = [];
  for (const word of splitWords(text)) {
    const value = find(word);
    if (value === undefined) return refused("unknown", word);
    if (!found.includes(value)) found.push(value);
  }
  return { value: found };
}

function daysOf(text: string): Parsed<number> {
  const days = readNumber(text);
  const fits = days !== undefined && Number.isInteger(days) && days >= 1 && days <= DAYS_MAX;
  return fits ? { value: days } : refused("badCount", String(DAYS_MAX));
}

function parsed(row: EventRow, column: ColumnKey, text: string, words: CellWords): Parsed<unknown> {
  const line = text.trim();
  switch (column) {
    case "name":
      return line === "" ? refused("empty", "") : { value: line };
    case "displayName":
    case "description":
    case "trigger": {
      const { [words.language]: _before, ...others } = row[column];
      return { value: text === "" ? others : { ...others, [words.language]: text } };
    }
    case "owner":
    case "steward":
    case "consentPurpose":
      return { value: line || undefined };
    case "expiresOn":
      return line === "" || isDay(line) ? { value: line || undefined } : refused("badDay", line);
    case "retentionDays":
      return line === "" ? { value: undefined } : daysOf(line);
    case "category": {
      const id = line === "" ? undefined : idOf(words.references.category, line);
      return line !== "" && id === undefined ? refused("unknown", line) : { value: id };
    }
    case "callType":
    case "status":
    case "privacy":
    case "critical": {
      const value = optionOf(column, line, words);
      if (value === undefined) return line === "" ? refused("empty", "") : refused("unknown", line);
      return { value: column === "critical" ? value === "true" : value };
    }
    case "tags":
    case "sources":
      return { value: splitWords(text) };
    case "roles":
      return each(text, (word) => optionOf("roles", word, words));
    case "bundles":
    case "decisions":
    case "metrics":
      return each(text, (word) => idOf(words.references[column], word));
    default:
      return refused("readOnly", "");
  }
}

const LONG: ReadonlySet<ColumnKey> = new Set(["displayName", "description", "trigger"]);

function textProblem(column: ColumnKey, text: string): CellProblem | undefined {
  const pieces = column === "tags" || column === "sources" ? splitWords(text) : [text];
  if (pieces.some((piece) => piece.length > (LONG.has(column) ? TEXT_MAX : NAME_MAX))) return "tooLong";
  return text.includes("\u0000") || /\p{Cs}/u.test(text) ? "badText" : undefined;
}

const FIELD: Partial<Record<ColumnKey, keyof EventRow>> = { properties: "propertyCount", findings: "findings" };

/** The line with that text in one of its cells, or why it cannot be. */
export function writeCell(row: EventRow, column: ColumnKey, text: string, words: CellWords): CellResult {
  const problem = textProblem(column, text);
  if (problem) return refused(problem, text);
  const result = parsed(row, column, text, words);
  if ("ok" in result) return result;
  const field = FIELD[column] ?? (column as keyof EventRow);
  const same = JSON.stringify(row[field]) === JSON.stringify(result.value);
  return { ok: true, row: same ? row : { ...row, [field]: result.value } };
}
