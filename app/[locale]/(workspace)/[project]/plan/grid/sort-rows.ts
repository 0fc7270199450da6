/** The order of the grid's lines. */

import { localizedText } from "../../../../../_ui/localized-text.ts";
import { type CellWords, readCell } from "./cell-value.ts";
import type { EventRow } from "./event-row.ts";
import type { ColumnKey } from "./grid-column.ts";

const STATUS_ORDER = { draft: 0, active: 1, deprecated: 2 };

/** What each column sorts by. */
function sortKey(row: EventRow, column: ColumnKey, words: CellWords): string | number {
  if (column === "properties") return row.propertyCount;
  if (column === "findings") return row.findings.count;
  if (column === "status") return STATUS_ORDER[row.status];
  if (column === "critical") return Number(!row.critical);
  if (column === "displayName" || column === "description" || column === "trigger")
    return localizedText(row[column], words.language);
  return readCell(row, column, words);
}

/** By a column, as a reader of the language would look things up; the plan's own order without one. */
export function sortRows(
  rows: readonly EventRow[],
  column: ColumnKey | null,
  down: boolean,
  words: CellWords,
): readonly EventRow[] {
  if (column === null) return rows;
  const { compare } = new Intl.Collator(words.language, { numeric: true });
  const keyed = rows.map((row) => ({ row, key: sortKey(row, column, words) }));
  const sign = down ? -1 : 1;
  keyed.sort(
    (a, b) =>
      sign *
      (typeof a.key === "number" && typeof b.key === "number" ? a.key - b.key : compare(String(a.key), String(b.key))),
  );
  return keyed.map(({ row }) => row);
}
