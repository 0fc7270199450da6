/** Where the rows of a plan stand in a warehouse, by who wrote them there. */

import type { Column, DataTable, EventTable } from "../data-model.ts";
import { warehouseName } from "../data-name.ts";
import type { DataType } from "../data-type.ts";
import { isReservedInSql } from "../sql-words.ts";

export const LAYOUTS = ["gabarit", "segment", "rudderstack"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What a column of a model is read from. */
export interface StagedColumn {
  /** In the model: lower case, no word that would need quotes. */
  readonly name: string;
  readonly from: string;
  /** How it is cast; absent where the table is typed by the plan already. */
  readonly as?: Exclude<DataType["kind"], "struct">;
  readonly column: Column;
}

export interface Staged {
  /** The table it is read from. */
  readonly table: string;
  /** The column that names the event, and the name on the wire of the only rows that count: others may stand beside them. */
  readonly only?: { readonly column: string; readonly name: string };
  readonly columns: readonly StagedColumn[];
  /** Keys that the layout has no column for; raw plan text. */
  readonly leftOut: readonly string[];
}

/** The model's own names are lower case, and a word of SQL ends in `_`. */
function modelName(name: string): string {
  const lower = name.toLowerCase();
  return isReservedInSql(lower) ? `${lower}_` : lower;
}

/** What Segment and RudderStack call the columns of every message, by ours. */
const FOREIGN: Readonly<Record<string, string>> = {
  message_id: "id",
  occurred_at: "timestamp",
  received_at: "received_at",
  user_id: "user_id",
  anonymous_id: "anonymous_id",
};

/** Columns of every message there: no property has them. */
const FOREIGN_OWN: ReadonlySet<string> = new Set(
  "id uuid uuid_ts loaded_at received_at sent_at timestamp original_timestamp event event_text user_id anonymous_id".split(
    " ",
  ),
);

export function stagedEvent(table: EventTable, layout: Layout): Staged {
  const { callType, name } = table.event;
  if (layout === "gabarit") return stagedAsIs(table);
  if (callType === "track")
    return { ...stagedForeign(table, warehouseName(name) ?? table.name), only: { column: "event_text", name } };
  // There the name of the page is a column of its own.
  return { ...stagedForeign(table, `${callType}s`, "name"), only: { column: "name", name } };
}

export function stagedTraits(table: DataTable, layout: Layout, foreign: "identifies" | "groups"): Staged {
  return layout === "gabarit" ? stagedAsIs(table) : stagedForeign(table, foreign);
}

function stagedAsIs({ name, columns }: DataTable): Staged {
  return {
    table: name,
    columns: columns.map((column) => ({ name: modelName(column.name), from: column.name, column })),
    leftOut: [],
  };
}

function stagedForeign({ columns }: DataTable, table: string, kept?: string): Staged {
  const common = columns.flatMap((column): StagedColumn[] => {
    const from = column.key === undefined ? FOREIGN[column.name] : undefined;
    return from === undefined ? [] : [{ name: column.name, from, as: scalarOf(column.type), column }];
  });
  const planned = columns.filter(({ key }) => key !== undefined).flatMap((column) => flattened(column));
  const taken = new Set(common.map(({ name }) => name));
  const found = planned.filter(({ name, from }) => {
    const isFree = from !== kept && !FOREIGN_OWN.has(from) && !taken.has(name);
    taken.add(name);
    return isFree;
  });
  const leftOut = planned.filter((one) => !found.includes(one)).map(({ column }) => column.key ?? "");
  return { table, columns: [...common, ...found], leftOut: [...new Set(leftOut)] };
}

function scalarOf(type: DataType): Exclude<DataType["kind"], "struct"> {
  return type.kind === "struct" ? "json" : type.kind;
}

/** Nested keys are joined by `_`; lists are the text of their JSON. */
function flattened(column: Column, prefix = "", outer = ""): StagedColumn[] {
  const key = column.key ?? column.name;
  const from = prefix + (warehouseName(key) ?? column.name.toLowerCase());
  const name = outer + column.name;
  if (column.type.kind !== "struct") return [{ name: modelName(name), from, as: scalarOf(column.type), column }];
  return column.type.fields.flatMap(({ key: inner, type, nullable }) =>
    flattened(
      { name: inner, key: inner, type, nullable: nullable || column.nullable, about: [] },
      `${from}_`,
      `${name}_`,
    ),
  );
}
