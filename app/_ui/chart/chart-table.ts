/** The numbers behind a chart, as every chart can show, copy and export them. */

export type ChartCell = string | number | null;

export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ChartCell[])[];
  /** How strongly each cell is shaded, 0 to 1, where the picture is the table itself. */
  readonly shade?: readonly (readonly (number | undefined)[])[];
}

/** A cell a spreadsheet must not take for a formula gets a leading apostrophe; numbers stay numbers. */
function csvCell(cell: ChartCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * RFC 4180 with a header row and a byte order mark, so that spreadsheets read accents. Below the figures, after an empty
 * line, stands what they stand on, a line a cell.
 */
export function chartCsv(table: ChartTable, notes: readonly string[]): string {
  const below = notes.length === 0 ? [] : [[], ...notes.map((note) => [note])];
  return `\uFEFF${[table.columns, ...table.rows, ...below].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}
