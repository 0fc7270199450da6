/** The columns of the event grid: in this order, how wide, and how each is edited in place. */

export const COLUMN_KEYS = [
  "name",
  "displayName",
  "description",
  "trigger",
  "callType",
  "category",
  "status",
  "owner",
  "steward",
  "tags",
  "sources",
  "roles",
  "critical",
  "privacy",
  "consentPurpose",
  "retentionDays",
  "expiresOn",
  "bundles",
  "decisions",
  "metrics",
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
  { key: "name", least: 200, part: 2, editing: "text" },
  { key: "displayName", least: 130, part: 1.4, editing: "text" },
  { key: "description", least: 140, part: 2.4, editing: "text" },
  { key: "trigger", least: 140, part: 2, editing: "text", optional: true },
  { key: "callType", least: 64, part: 0, editing: "choice" },
  { key: "category", least: 100, part: 1, editing: "choice" },
  { key: "status", least: 98, part: 0, editing: "choice" },
  { key: "owner", least: 84, part: 0.8, editing: "text" },
  { key: "steward", least: 110, part: 0.8, editing: "text", optional: true },
  { key: "tags", least: 90, part: 0.9, editing: "list" },
  { key: "sources", least: 90, part: 0.8, editing: "list", optional: true },
  { key: "roles", least: 110, part: 0.9, editing: "list", optional: true },
  { key: "critical", least: 76, part: 0, editing: "choice", optional: true },
  { key: "privacy", least: 120, part: 0, editing: "choice", optional: true },
  { key: "consentPurpose", least: 120, part: 0.8, editing: "text", optional: true },
  { key: "retentionDays", least: 160, part: 0, editing: "text", optional: true, align: "end" },
  { key: "expiresOn", least: 110, part: 0, editing: "text", optional: true },
  { key: "bundles", least: 110, part: 0.9, editing: "list", optional: true },
  { key: "decisions", least: 120, part: 1, editing: "list", optional: true },
  { key: "metrics", least: 120, part: 1, editing: "list", optional: true },
  { key: "properties", least: 92, part: 0, editing: "none", align: "end" },
  { key: "findings", least: 92, part: 0, editing: "none", align: "end" },
];

/** Shown until somebody chooses. The name always stands first. */
export const DEFAULT_COLUMNS: readonly ColumnKey[] = GRID_COLUMNS.filter((column) => !column.optional).map(
  (column) => column.key,
);

const BY_KEY = new Map(GRID_COLUMNS.map((column) => [column.key, column]));

/** The columns of these keys, each once, the name first. */
export function columnsOf(keys: readonly ColumnKey[]): readonly GridColumn[] {
  return [...new Set<ColumnKey>(["name", ...keys])].flatMap((key) => BY_KEY.get(key) ?? []);
}

/** The keys with one of them moved by so many places; the name keeps its own. */
export function movedColumn(keys: readonly ColumnKey[], key: ColumnKey, by: number): readonly ColumnKey[] {
  const from = keys.indexOf(key);
  const to = from + by;
  if (key === "name" || from < 0 || to < 1 || to >= keys.length) return keys;
  return keys.toSpliced(from, 1).toSpliced(to, 0, key);
}

/** Height of a row in pixels. */
export const ROW_HEIGHT = 32;

/** The tracks of the columns shown, and the width below which the grid scrolls sideways. */
export function gridTracks(columns: readonly GridColumn[]): { readonly template: string; readonly least: number } {
  return {
    template: columns.map(({ least, part }) => (part ? `minmax(${least}px, ${part}fr)` : `${least}px`)).join(" "),
    least: columns.reduce((sum, column) => sum + column.least, 0),
  };
}
