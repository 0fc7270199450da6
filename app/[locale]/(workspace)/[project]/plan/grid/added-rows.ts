/** The rows a paste adds, once their events have ids. */

import type { CellWords } from "./cell-value.ts";
import { writeCell } from "./cell-value.ts";
import type { ColumnKey } from "./grid-column.ts";
import { type AddedRow, blankRow } from "./paste-plan.ts";
import type { RowChange } from "./row-edits.ts";

/** Each new event as it is made, and as it is with everything that was pasted beside its name. */
export function addedChanges(
  added: readonly AddedRow[],
  ids: readonly string[],
  words: CellWords,
): readonly RowChange[] {
  return added.map(({ name, callType, cells }, index) => {
    const before = { ...blankRow(name, ids[index]), callType };
    let after = before;
    for (const [column, text] of Object.entries(cells)) {
      const result = writeCell(after, column as ColumnKey, text, words);
      if (result.ok) after = result.row;
    }
    return { before, after };
  });
}
