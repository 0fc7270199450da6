/**
 * What was copied, as lines of tab-separated values. Spreadsheets give their cells twice: as a plain text in which some of
 * them leave quotes and breaks as they stand, and as a table in which every cell is whole but its spaces are not.
 */

import { PASTE_MAX } from "./paste-plan.ts";
import { readTsv, writeTsv } from "./tsv.ts";

/** A table takes some ten times the room of its text. */
const TABLE_MAX = 20_000_000;
/** As many columns as any spreadsheet has: a cell that says it spans more lies. */
const SPAN_MAX = 16_384;

function squeezed(text: string): string {
  return text.replace(/[\s\u00a0]+/g, " ").trim();
}

/** The text of a cell with its breaks; white space is as a browser would show it. */
function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? "").replace(/[ \t\r\n]+/g, " ");
  if (node.nodeName === "BR") return "\n";
  const inside = [...node.childNodes].map(textOf).join("");
  // A paragraph ends its line whether or not a break stands at its end: one that holds nothing else is an empty line.
  return node.nodeName === "P" || node.nodeName === "DIV" ? `${inside.replace(/\n? *$/, "")}\n` : inside;
}

function cellText(cell: Element): string {
  return textOf(cell)
    .replaceAll("\u00a0", " ")
    .replace(/ *\n */g, "\n")
    .trim();
}

function spanOf(cell: Element, name: "colspan" | "rowspan"): number {
  const span = Number(cell.getAttribute(name) ?? 1);
  return Number.isInteger(span) && span >= 1 && span <= SPAN_MAX ? span : 1;
}

/** What merged cells cover is empty, as in the plain text. */
function cellsOf(table: Element): string[][] {
  const rows: string[][] = [];
  const covered = new Map<number, number>();
  for (const line of table.querySelectorAll("tr")) {
    const row: string[] = [];
    const skip = () => {
      for (let left = covered.get(row.length) ?? 0; left > 0; left = covered.get(row.length) ?? 0) {
        covered.set(row.length, left - 1);
        row.push("");
      }
    };
    for (const cell of line.querySelectorAll("td, th")) {
      skip();
      const [wide, high] = [spanOf(cell, "colspan"), spanOf(cell, "rowspan")];
      for (let index = 0; index < wide; index += 1) {
        if (high > 1) covered.set(row.length, high - 1);
        row.push(index === 0 ? cellText(cell) : "");
      }
    }
    skip();
    rows.push(row);
  }
  return rows;
}

/** Spreadsheets send how cells look along, which the page's policy has nobody apply: each would be a complaint. */
function withoutLooks(html: string): string {
  return html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/(<[a-z][^<>]*?)\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gi, "$1");
}

/** How Google Sheets gives a cell that was copied alone, which no other program marks. */
const LONE_CELL = "span[data-sheets-root], span[data-sheets-value]";

/** The cells of a text that is one table, or a cell without one, and nothing besides. */
function tableOf(html: string): string[][] | undefined {
  if (html.length > TABLE_MAX || !/<table\b|\sdata-sheets-/i.test(html)) return undefined;
  const { body } = new DOMParser().parseFromString(withoutLooks(html), "text/html");
  for (const one of body.querySelectorAll("style, script, title")) one.remove();
  const tables = body.querySelectorAll("table");
  const [whole, another] = tables.length > 0 ? tables : body.querySelectorAll(LONE_CELL);
  if (whole === undefined || another !== undefined) return undefined;
  if (squeezed(body.textContent ?? "") !== squeezed(whole.textContent ?? "")) return undefined;
  if (tables.length === 0) return [[cellText(whole)]];
  const cells = cellsOf(whole);
  return cells.some((row) => row.length > 0) ? cells : undefined;
}

/** Both say the same cells: where they agree but for spaces the plain text is nearer to what was written. */
function merged(table: readonly (readonly string[])[], plain: readonly (readonly string[])[]): readonly string[][] {
  return table.map((row, at) =>
    row.map((cell, index) => {
      const written = plain[at]?.[index];
      return written !== undefined && squeezed(written) === squeezed(cell) ? written : cell;
    }),
  );
}

/** The text to be pasted into the grid. */
export function clipboardText(data: Pick<DataTransfer, "getData">): string {
  const plain = data.getData("text/plain");
  // What is refused for its size is not read twice.
  const table = plain.length > PASTE_MAX ? undefined : tableOf(data.getData("text/html"));
  if (table === undefined) return plain;
  const cells = readTsv(plain);
  const sameShape = cells.length === table.length && cells.every((row, at) => row.length === table[at]?.length);
  return writeTsv(sameShape ? merged(table, cells) : table);
}
