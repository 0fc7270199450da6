/** The columns of the event grid: in this order, how wide, and how each is edited in place. */

export const COLUMN_KEYS = [
  "name",
  "displayName",
  "description",
  "callType",
  "category",
  "status",
  "owner",
  "tags",
  "sources",
  "properties",
  "findings",
] as const;
export type ColumnKey = (typeof COLUMN_KEYS)[number];

export type CellEditing = "text" | "choice" | "list" | "none";

export interface GridColumn {
  readonly key: ColumnKey;
  /** Least width in pixels. */
  readonly least: number;
  /** Its part of the width that is left over. */
  readonly part: number;
  readonly editing: CellEditing;
  /** Hidden until asked for. */
  readonly optional?: true;
  readonly align?: "end";
}

export const GRID_COLUMNS: readonly GridColumn[] = [
  { key: "name", least: 190, part: 2, editing: "text" },
  { key: "displayName", least: 130, part: 1.4, editing: "text" },
  { key: "description", least: 140, part: 2.4, editing: "text" },
  { key: "callType", least: 64, part: 0, editing: "none" },
  { key: "category", least: 100, part: 1, editing: "choice" },
  { key: "status", least: 98, part: 0, editing: "choice" },
  { key: "owner", least: 84, part: 0.8, editing: "text" },
  { key: "tags", least: 90, part: 0.9, editing: "list" },
  { key: "sources", least: 90, part: 0.8, editing: "list", optional: true },
  { key: "properties", least: 92, part: 0, editing: "none", align: "end" },
  { key: "findings", least: 92, part: 0, editing: "none", align: "end" },
];

/** Height of a row in pixels. */
export const ROW_HEIGHT = 32;

/** The tracks of the columns shown, and the width below which the grid scrolls sideways. */
export function gridTracks(columns: readonly GridColumn[]): { readonly template: string; readonly least: number } {
  return {
    template: columns.map(({ least, part }) => (part ? `minmax(${least}px, ${part}fr)` : `${least}px`)).join(" "),
    least: columns.reduce((sum, column) => sum + column.least, 0),
  };
}
