"use client";

import { useCallback } from "react";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import { usePlanEditing } from "../editing/editing-context.tsx";
import type { EventRow } from "./event-row.ts";
import { editsOfRows, type RowChange } from "./row-edits.ts";

export type ApplyRows = (changes: readonly RowChange[], what: string, edits?: readonly Edit[]) => Promise<boolean>;

export type SetRows = (change: (rows: readonly EventRow[]) => readonly EventRow[]) => void;

type Fields = Readonly<Record<string, unknown>>;

/** The fields of `after` that differ from `before`, put where the row still shows `expected`. */
function put(row: EventRow, expected: EventRow | undefined, { before, after }: RowChange): EventRow {
  const next: Record<string, unknown> = { ...row };
  for (const field of Object.keys(after)) {
    const [was, is] = [(before as unknown as Fields)[field], (after as unknown as Fields)[field]];
    if (was === is) continue;
    if (expected === undefined || (row as unknown as Fields)[field] === (expected as unknown as Fields)[field])
      next[field] = is;
  }
  return next as unknown as EventRow;
}

/**
 * Changes lines of the grid: shown at once, saved together as one change. What is refused goes back, except where a cell
 * shows something else by then: after a late save it holds what somebody else wrote.
 */
export function useRowEdits(setRows: SetRows): ApplyRows {
  const { commit } = usePlanEditing();
  return useCallback(
    async (changes, what, edits) => {
      const wanted = edits ?? editsOfRows(changes);
      if (wanted.length === 0) return true;
      const byId = new Map(changes.map((change) => [change.before.id, change]));
      const each = (change: (row: EventRow, own: RowChange) => EventRow) =>
        setRows((rows) =>
          rows.map((row) => {
            const own = byId.get(row.id);
            return own ? change(row, own) : row;
          }),
        );
      each((row, own) => put(row, undefined, own));
      if (await commit(wanted, { what })) return true;
      each((row, { before, after }) => put(row, after, { before: after, after: before }));
      return false;
    },
    [commit, setRows],
  );
}
