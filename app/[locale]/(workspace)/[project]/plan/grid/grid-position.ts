/** Where a key leads in a grid of so many rows and columns, and the block of cells between two places. */

export interface Position {
  readonly row: number;
  readonly column: number;
}

export interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that Page Up and Page Down pass over. */
  readonly page: number;
}

/** Both ends included. */
export interface CellRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The place nearest to `at` that exists. */
export function clamped(at: Position, extent: Pick<Extent, "rows" | "columns">): Position {
  return {
    row: Math.max(0, Math.min(extent.rows - 1, at.row)),
    column: Math.max(0, Math.min(extent.columns - 1, at.column)),
  };
}

/** Where a key leads from a cell; undefined for keys that do not move. */
export function movedBy(
  key: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  from: Position,
  extent: Extent,
): Position | undefined {
  const far = key.ctrlKey || key.metaKey;
  const steps: Record<string, Position> = {
    ArrowUp: { row: far ? 0 : from.row - 1, column: from.column },
    ArrowDown: { row: far ? extent.rows - 1 : from.row + 1, column: from.column },
    ArrowLeft: { row: from.row, column: far ? 0 : from.column - 1 },
    ArrowRight: { row: from.row, column: far ? extent.columns - 1 : from.column + 1 },
    PageUp: { row: from.row - extent.page, column: from.column },
    PageDown: { row: from.row + extent.page, column: from.column },
    Home: { row: far ? 0 : from.row, column: 0 },
    End: { row: far ? extent.rows - 1 : from.row, column: extent.columns - 1 },
  };
  const to = Object.hasOwn(steps, key.key) ? steps[key.key] : undefined;
  return to && clamped(to, extent);
}

/** The cells between two places, whichever comes first. */
export function rangeOf(from: Position, to: Position): CellRange {
  return {
    top: Math.min(from.row, to.row),
    bottom: Math.max(from.row, to.row),
    left: Math.min(from.column, to.column),
    right: Math.max(from.column, to.column),
  };
}

/** How many cells a range holds. */
export function sizeOf({ top, bottom, left, right }: CellRange): number {
  return (bottom - top + 1) * (right - left + 1);
}
