/** The cells of a spreadsheet: read leniently, written so that they read back as they were and start no formula. */

import type { Json } from "../../plan/plan.ts";

export type Cell = string | number | boolean | null;

const STARTS_FORMULA = /^'*[=+\-@\t\r]/;
const IS_NUMBER = /^[-+]?\d+([.,]\d+)?(e[-+]?\d+)?$/i;

/** A text that a spreadsheet would take for a formula gets an apostrophe before it. Plain numbers are left alone. */
export function escapeFormula(text: string): string {
  return STARTS_FORMULA.test(text) && !IS_NUMBER.test(text) ? `'${text}` : text;
}

/** Keys of every object: write-excel-file looks texts up in a plain object and takes these for known ones. */
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** As `escapeFormula`, for a cell of a workbook. */
export function escapeWorkbookText(text: string): string {
  return INHERITED.has(text.replace(/^'+/, "")) ? `'${text}` : escapeFormula(text);
}

/** Takes back the apostrophe that an escape put before a text. */
function unescapeFormula(text: string): string {
  const escaped = text.startsWith("'") && (/^'+[=+\-@\t\r]/.test(text) || INHERITED.has(text.replace(/^'+/, "")));
  return escaped ? text.slice(1) : text;
}

export function cellText(cell: Cell): string {
  return cell === null ? "" : typeof cell === "string" ? unescapeFormula(cell) : String(cell);
}

export function isBlank(cell: Cell | undefined): boolean {
  return cell === undefined || cell === null || (typeof cell === "string" && cell.trim() === "");
}

const YES = new Set([
  "yes",
  "y",
  "true",
  "1",
  "x",
  "✓",
  "✔",
  "oui",
  "o",
  "vrai",
  "required",
  "mandatory",
  "obligatoire",
  "requis",
]);
const NO = new Set(["no", "n", "false", "0", "-", "non", "faux", "optional", "optionnel", "facultatif"]);

/** Yes or no in either language; undefined when it is neither. */
export function readBoolean(cell: Cell): boolean | undefined {
  if (typeof cell === "boolean") return cell;
  const word = cellText(cell).trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}

/** A number with a point or a comma, thousands apart or not; undefined when it is none. */
export function readNumber(cell: Cell): number | undefined {
  if (typeof cell === "number") return cell;
  const text = cellText(cell)
    .trim()
    .replace(/[\s\u00a0\u202f]/g, "");
  const plain = /^[-+]?\d{1,3}(,\d{3})+\.\d+$/.test(text) ? text.replaceAll(",", "") : text.replace(",", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}

const SEPARATORS = ["\n", ";", "|", ","];

/** A list in one cell: a JSON list, else split at line ends, semicolons, bars or commas, whichever comes first in this order. */
export function readList(cell: Cell): string[] {
  const text = cellText(cell).trim();
  const json = text.startsWith("[") ? parseList(text) : undefined;
  if (json !== undefined) return json.map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
  const separator = SEPARATORS.find((candidate) => text.includes(candidate));
  const items = separator === undefined ? [text] : text.split(separator);
  return items.map((item) => item.trim()).filter((item) => item !== "");
}

/** As `readList`, numbers, booleans and null of a JSON list kept as they are. */
export function readValues(cell: Cell): Json[] {
  const text = cellText(cell).trim();
  return (text.startsWith("[") ? parseList(text) : undefined) ?? readList(cell);
}

function parseList(text: string): Json[] | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return Array.isArray(value) ? (value as Json[]) : undefined;
  } catch {
    return undefined;
  }
}

/** A list as a cell: plain where it reads back the same, JSON otherwise. */
export function writeList(items: readonly string[]): string {
  const plain = items.join("; ");
  const back = readList(plain);
  return back.length === items.length && back.every((item, index) => item === items[index]) ? plain : safeJson(items);
}

function escapedUnits(text: string): string {
  return Array.from(
    { length: text.length },
    (_unit, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`,
  ).join("");
}

/** JSON on one line, in characters that every spreadsheet program stores as they are. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("_x", "\\u005fx")
    .replace(/[\u007f-\u00a0\u2000-\u200f\u2028-\u202f\ufeff\ufffd]|\p{NChar}/gu, escapedUnits);
}

/** The longest text a cell holds (Excel: 32,767), with room for an apostrophe. */
export const CELL_MAX = 32_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML and CSV do not carry unchanged.
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\ufffd]|\p{NChar}|\p{Cs}|_x[0-9A-Fa-f]{4}_/u;

/** True when a text stands in a cell as it is and reads back unchanged. */
export function survives(text: string): boolean {
  return (
    text !== "" &&
    text.length <= CELL_MAX &&
    text === text.trim() &&
    !UNSAFE.test(text) &&
    unescapeFormula(escapeFormula(text)) === text
  );
}
