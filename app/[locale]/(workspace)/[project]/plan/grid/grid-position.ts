/** Where a key leads from a cell of a grid of so many rows and columns; undefined for keys that do not move. */

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
  const to = steps[key.key];
  return (
    to && {
      row: Math.max(0, Math.min(extent.rows - 1, to.row)),
      column: Math.max(0, Math.min(extent.columns - 1, to.column)),
    }
  );
}
