/** How an archive reads the event store: which of its tables, in which order, a page at a time. */

import type { EventTable } from "../store/event-db.ts";
import { type Sql, sql } from "../store/sql.ts";

/** One part of a table's order: the column, its type, and how it is read where it is no column. */
interface KeyPart {
  readonly column: string;
  readonly type: "String" | "UInt32" | "UInt64" | "DateTime64(3,'UTC')";
  /** The table is in order of the hours of this instant. */
  readonly byHour?: true;
}

export interface ArchivedTable {
  readonly name: EventTable;
  /** Names each row once within a project; begins with the table's own order, so that a page is found without a search. */
  readonly key: readonly KeyPart[];
  /** The instant whose months are kept apart. */
  readonly months?: "received_at" | "ts";
  /** Keeps one row per key, sooner or later: read so that it is sooner. */
  readonly replacing: boolean;
  /** Rows are of events, not of people. */
  readonly ofEvents: boolean;
}

const text = (column: string): KeyPart => ({ column, type: "String" });
const number = (column: string): KeyPart => ({ column, type: "UInt32" });
const instant = (column: string): KeyPart => ({ column, type: "DateTime64(3,'UTC')" });
const UID: KeyPart = { column: "uid", type: "UInt64" };
const HOUR: KeyPart = { ...instant("received_at"), byHour: true };

/** In the order in which they are put in: people last, so that each whom a row names is among them. */
export const ARCHIVED: readonly ArchivedTable[] = [
  { name: "received", key: [HOUR, UID], months: "received_at", replacing: false, ofEvents: true },
  { name: "reverdicts", key: [UID], replacing: true, ofEvents: true },
  {
    name: "violations",
    key: [text("fingerprint"), instant("received_at"), UID],
    months: "received_at",
    replacing: false,
    ofEvents: true,
  },
  { name: "duplicates", key: [instant("received_at"), UID], months: "received_at", replacing: false, ofEvents: true },
  {
    name: "events",
    key: [text("event_id"), number("person"), instant("ts"), UID],
    months: "ts",
    replacing: true,
    ofEvents: true,
  },
  {
    name: "traits",
    key: [text("subject"), text("property_id"), number("person"), text("group_id"), instant("ts"), UID],
    replacing: true,
    ofEvents: true,
  },
  {
    name: "traits_held",
    key: [number("person"), instant("received_at"), UID, text("name")],
    months: "received_at",
    replacing: false,
    ofEvents: true,
  },
  { name: "identity_links", key: [number("anonymous"), UID], replacing: true, ofEvents: true },
  { name: "people", key: [number("person")], replacing: true, ofEvents: false },
];

/** Which rows: of one project, before a position of the journal. */
export interface ArchivedRows {
  readonly project: number;
  /** The first number of an event that is left out. */
  readonly beforeUid: string;
}

/** `from` and `where` of a project's rows of a table. */
export function rowsOf(table: ArchivedTable, { project, beforeUid }: ArchivedRows): Sql {
  const source = table.replacing ? sql`${sql.name(table.name)} final` : sql.name(table.name);
  const before = table.ofEvents ? sql` and uid < ${sql.as("UInt64", beforeUid)}` : sql.empty;
  return sql`${source} where project = ${sql.as("UInt32", project)}${before}`;
}

export function monthOf(table: ArchivedTable): Sql {
  return table.months === undefined ? sql`0` : sql`toYYYYMM(${sql.name(table.months)})`;
}

function read({ column, byHour }: KeyPart): Sql {
  return byHour === true ? sql`toStartOfHour(${sql.name(column)})` : sql.name(column);
}

function bound({ type, byHour }: KeyPart, value: unknown): Sql {
  const given = sql.as(type, value);
  return byHour === true ? sql`toStartOfHour(${given})` : given;
}

/** True for rows after the one with these values. Nested, as the order is, so that the engine looks for no more. */
function after(key: readonly KeyPart[], row: Readonly<Record<string, unknown>>): Sql {
  const [part, ...rest] = key;
  if (part === undefined) return sql`0`;
  const column = read(part);
  const value = bound(part, row[part.column]);
  if (rest.length === 0) return sql`${column} > ${value}`;
  return sql`(${column} > ${value} or (${column} = ${value} and ${after(rest, row)}))`;
}

export interface PageChoice extends ArchivedRows {
  readonly month: number;
  readonly columns: readonly string[];
  /** The last row of the page before. */
  readonly last: Readonly<Record<string, unknown>> | undefined;
  readonly most: number;
  /** A page ends with the row that reaches so many bytes. */
  readonly bytes: number;
}

/** The next rows as lines of JSON: no more of them than `most`, and none after those that fill the page. */
export function pageOf(table: ArchivedTable, { month, columns, last, most, bytes, ...rows }: PageChoice): Sql {
  const names = sql.join(columns.map(sql.name), sql`, `);
  const within = table.months === undefined ? sql.empty : sql` and ${monthOf(table)} = ${sql.as("UInt32", month)}`;
  const next = last === undefined ? sql.empty : sql` and ${after(table.key, last)}`;
  const order = sql.join(table.key.map(read), sql`, `);
  const keys = table.key.map((_, index) => sql.name(`key_${index}`));
  const keyed = sql.join(
    table.key.map((part, index) => sql`${read(part)} as ${sql.name(`key_${index}`)}`),
    sql`, `,
  );
  const byKey = sql.join(keys, sql`, `);
  return sql`select line from (
      select line, ${byKey}, sum(length(line)) over (order by ${byKey} rows between unbounded preceding and current row) as upto
      from (select formatRowNoNewline('JSONEachRow', ${names}) as line, ${keyed} from ${rowsOf(table, rows)}${within}${next}
        order by ${order} limit ${sql.as("UInt32", most)}))
    where upto - length(line) < ${sql.as("UInt64", bytes)} order by ${byKey}`;
}
