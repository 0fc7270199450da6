/** Acts on a block of cells: copying, emptying, filling down. */

import { type CellWords, readCell, writeCell } from "./cell-value.ts";
import type { EventRow } from "./event-row.ts";
import type { ColumnKey } from "./grid-column.ts";
import type { CellRange } from "./grid-position.ts";
import type { RowChange } from "./row-edits.ts";
import { writeTsv } from "./tsv.ts";

export interface Cells {
  readonly rows: readonly EventRow[];
  readonly columns: readonly ColumnKey[];
  readonly range: CellRange;
  readonly words: CellWords;
}

function columnsIn({ columns, range }: Cells): readonly ColumnKey[] {
  return columns.slice(range.left, range.right + 1);
}

/** The block as spreadsheets take it. */
export function copyCells(cells: Cells): string {
  const { rows, range, words } = cells;
  const lines = rows.slice(range.top, range.bottom + 1);
  return writeTsv(lines.map((row) => columnsIn(cells).map((column) => readCell(row, column, words))));
}

/** The rows with those texts in them; cells that cannot take theirs stay as they are. */
function written(cells: Cells, top: number, textOf: (column: ColumnKey) => string | undefined): readonly RowChange[] {
  return cells.rows.slice(top, cells.range.bottom + 1).flatMap((before) => {
    let after = before;
    for (const column of columnsIn(cells)) {
      const text = textOf(column);
      if (text === undefined) continue;
      const result = writeCell(after, column, text, cells.words);
      if (result.ok) after = result.row;
    }
    return after === before ? [] : [{ before, after }];
  });
}

/** Names are one of a kind: no two events can have the first one's. */
function mayRepeat(column: ColumnKey): boolean {
  return column !== "name";
}

/** The first row of the block in all its rows; a block of one row takes what stands above it. */
export function fillDown(cells: Cells): readonly RowChange[] {
  const { range, rows, words } = cells;
  const from = range.top === range.bottom ? range.top - 1 : range.top;
  const source = rows[from];
  if (!source) return [];
  return written(cells, from + 1, (column) => (mayRepeat(column) ? readCell(source, column, words) : undefined));
}

/** Empties what can be empty; a choice keeps its value. */
export function emptyCells(cells: Cells): readonly RowChange[] {
  return written(cells, cells.range.top, (column) => (column === "critical" ? "false" : ""));
}
