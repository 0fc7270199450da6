"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { type CellRange, clamped, type Extent, type Position, rangeOf } from "./grid-position.ts";

export interface CellSelection {
  /** The cell that holds the focus of the grid. */
  readonly at: Position;
  readonly range: CellRange;
  readonly editing: boolean;
  /** Goes there; with `extend`, everything from where the selection began is selected. */
  readonly moveTo: (to: Position, extend?: boolean) => void;
  /** Takes the place of the focus, which is there already. */
  readonly activate: (row: number, column: number, edit: boolean) => void;
  readonly edit: () => void;
  readonly collapse: () => void;
}

/** Which cells are selected, and which of them has the focus: one at a time is in the order of Tab. */
export function useCellSelection(
  scroller: RefObject<HTMLDivElement | null>,
  extent: Pick<Extent, "rows" | "columns">,
  scrollTo: (row: number) => void,
): CellSelection {
  const [active, setActive] = useState<Position>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<Position>();
  const [editing, setEditing] = useState(false);
  const focusWanted = useRef(false);
  const at = clamped(active, extent);

  useEffect(() => {
    if (!focusWanted.current || editing) return;
    const cell = scroller.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]');
    if (!cell) return;
    focusWanted.current = false;
    cell.focus({ preventScroll: false });
  });
  const activate = useCallback((row: number, column: number, edit: boolean) => {
    setActive({ row, column });
    setAnchor(undefined);
    setEditing(edit);
  }, []);
  return {
    at,
    editing,
    range: rangeOf(clamped(anchor ?? at, extent), at),
    activate,
    moveTo: (to, extend = false) => {
      setAnchor(extend ? (anchor ?? at) : undefined);
      setActive(to);
      setEditing(false);
      focusWanted.current = true;
      scrollTo(to.row);
    },
    edit: () => setEditing(true),
    collapse: () => setAnchor(undefined),
  };
}
