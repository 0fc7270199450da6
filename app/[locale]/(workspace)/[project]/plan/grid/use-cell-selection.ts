"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { EventRow } from "./event-row.ts";
import type { ColumnKey, GridColumn } from "./grid-column.ts";
import { type CellRange, clamped, type Position, rangeOf } from "./grid-position.ts";

/** A cell by what it is about: where it stands changes when rows come, go and are sorted. */
interface CellKey {
  readonly row: string | undefined;
  readonly column: ColumnKey | undefined;
}

/** What is shown, in its order. */
interface Ground {
  readonly rows: readonly EventRow[];
  readonly columns: readonly GridColumn[];
}

export interface CellSelection {
  /** The cell that holds the focus of the grid. */
  readonly at: Position;
  readonly range: CellRange;
  readonly editing: boolean;
  /** Goes there; with `extend`, everything from where the selection began is selected. */
  readonly moveTo: (to: Position, extend?: boolean) => void;
  /** Takes the place of the focus, which is there already. */
  readonly activate: (row: string, column: ColumnKey, edit: boolean) => void;
  readonly edit: () => void;
  readonly endEdit: () => void;
  readonly collapse: () => void;
}

function keyOf({ row, column }: Position, { rows, columns }: Ground): CellKey {
  return { row: rows[row]?.id, column: columns[column]?.key };
}

/** Where a cell stands now; where it stood last when its row or its column is not shown any more. */
function useStanding(key: CellKey | undefined, { rows, columns }: Ground): Position | undefined {
  const last = useRef<Position>({ row: 0, column: 0 });
  if (!key) return undefined;
  const row = rows.findIndex(({ id }) => id === key.row);
  const column = columns.findIndex((one) => one.key === key.column);
  const found = {
    row: row < 0 ? last.current.row : row,
    column: column < 0 ? last.current.column : column,
  };
  last.current = clamped(found, { rows: rows.length, columns: columns.length });
  return last.current;
}

/**
 * Which cells are selected, and which of them has the focus: one at a time is in the order of Tab. They stay those of their
 * events and columns wherever these move to.
 */
export function useCellSelection(
  scroller: RefObject<HTMLDivElement | null>,
  ground: Ground,
  scrollTo: (row: number) => void,
): CellSelection {
  const [active, setActive] = useState<CellKey>();
  const [anchor, setAnchor] = useState<CellKey>();
  const [editing, setEditing] = useState(false);
  const focusWanted = useRef<CellKey>(undefined);
  const at = useStanding(active, ground) ?? { row: 0, column: 0 };
  const from = useStanding(anchor, ground) ?? at;

  useEffect(() => {
    const wanted = focusWanted.current;
    if (wanted === undefined || editing) return;
    // The effect of a rendering before the move may come after it: the focus waits for the one that shows it.
    if (wanted.row !== active?.row || wanted.column !== active?.column) return;
    const cell = scroller.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]');
    if (!cell) return;
    focusWanted.current = undefined;
    cell.focus({ preventScroll: false });
  });
  const activate = useCallback((row: string, column: ColumnKey, edit: boolean) => {
    setActive({ row, column });
    setAnchor(undefined);
    setEditing(edit);
  }, []);
  const collapse = useCallback(() => setAnchor(undefined), []);
  return {
    at,
    editing,
    range: rangeOf(from, at),
    activate,
    moveTo: (to, extend = false) => {
      setAnchor(extend ? (anchor ?? keyOf(at, ground)) : undefined);
      const key = keyOf(to, ground);
      setActive(key);
      setEditing(false);
      focusWanted.current = key;
      scrollTo(to.row);
    },
    edit: () => {
      setActive(keyOf(at, ground));
      setEditing(true);
    },
    endEdit: () => {
      setAnchor(undefined);
      setEditing(false);
    },
    collapse,
  };
}
