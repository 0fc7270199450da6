"use client";

import { type PointerEvent, useRef } from "react";
import type { Position } from "./grid-position.ts";
import type { CellSelection } from "./use-cell-selection.ts";

/** The cell under the pointer, as its row and column say where they stand. */
function cellOf(target: EventTarget | null): Position | undefined {
  const cell = target instanceof Element ? target.closest('[role="gridcell"]') : null;
  const row = cell?.closest('[role="row"]')?.getAttribute("aria-rowindex");
  const column = cell?.getAttribute("aria-colindex");
  return row && column ? { row: Number(row) - 2, column: Number(column) - 1 } : undefined;
}

const WIDGETS = "input, select, textarea, button";

/** Selecting cells by dragging or with Shift, and filling down by dragging the handle of what is selected. */
export function useCellPointer(selection: CellSelection, fillTo: ((row: number) => void) | undefined) {
  const drag = useRef<"select" | "fill" | undefined>(undefined);
  const reached = useRef<Position>(undefined);
  return {
    onPointerDown: (event: PointerEvent) => {
      drag.current = undefined;
      reached.current = undefined;
      // A finger scrolls.
      if (event.button !== 0 || event.pointerType === "touch") return;
      if (!(event.target instanceof Element) || event.target.closest(WIDGETS)) return;
      if (event.target.closest("[data-fill-handle]")) {
        event.preventDefault();
        drag.current = "fill";
        return;
      }
      const cell = cellOf(event.target);
      if (!cell) return;
      drag.current = "select";
      if (!event.shiftKey) return;
      event.preventDefault();
      selection.moveTo(cell, true);
    },
    onPointerMove: (event: PointerEvent) => {
      if (!drag.current || event.buttons !== 1) return;
      const cell = cellOf(document.elementFromPoint(event.clientX, event.clientY));
      const known = reached.current ?? selection.at;
      if (!cell || (cell.row === known.row && cell.column === known.column)) return;
      reached.current = cell;
      selection.moveTo(drag.current === "fill" ? { row: cell.row, column: selection.range.right } : cell, true);
    },
    onPointerUp: () => {
      const row = reached.current?.row;
      if (drag.current === "fill" && row !== undefined) fillTo?.(row);
      drag.current = undefined;
      reached.current = undefined;
    },
  };
}
