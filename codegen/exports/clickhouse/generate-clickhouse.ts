/** ClickHouse: a table for each event with tuples and arrays, by month, in which a repeated message merges away. */

import type { PublishedPlan } from "../../../lib/plan/plan.ts";
import type { GeneratedFiles } from "../../file.ts";
import type { Column, DataTable } from "../data-model.ts";
import { type DataType, withoutLists } from "../data-type.ts";
import { columnText, generateSql, plainText, quoted, type SqlOptions, TABLE_TEXT_MAX } from "../sql-file.ts";

export function generateClickhouse(published: PublishedPlan, options: SqlOptions = {}): Promise<GeneratedFiles> {
  return generateSql(published, options, {
    target: "clickhouse",
    container: "DATABASE",
    identifier,
    table: tableText,
  });
}

/** Names are ASCII letters, digits and `_`; the quotes are for words ClickHouse keeps to itself. */
function identifier(name: string): string {
  return `\`${name}\``;
}

const SCALARS = {
  text: "String",
  integer: "Int64",
  number: "Float64",
  boolean: "Bool",
  instant: "DateTime64(6, 'UTC')",
  day: "Date32",
  // The text of the value: a column of its own type would take objects only, and lose what null means in it.
  json: "String",
} as const;

/** More words than these are no longer few. */
const FEW = 1_000;

function scalarText(type: Exclude<DataType, { kind: "struct" | "list" }>, nullable: boolean): string {
  const name = nullable ? `Nullable(${SCALARS[type.kind]})` : SCALARS[type.kind];
  return type.kind === "text" && type.values !== undefined && type.values.length <= FEW
    ? `LowCardinality(${name})`
    : name;
}

/** Neither tuples nor arrays can be null: of an absent tuple all members are, an absent array is empty. */
function typeText(type: DataType, nullable: boolean): string {
  if (type.kind === "list") return `Array(${typeText(type.item, type.holdsNull && type.item.kind !== "json")})`;
  if (type.kind !== "struct") return scalarText(type, nullable);
  const members = type.fields.map(
    (field) => `${identifier(field.key)} ${typeText(field.type, nullable || field.nullable)}`,
  );
  return `Tuple(${members.join(", ")})`;
}

/** There are no lists of tuples or lists with null among them: those are JSON. */
export function clickhouseType(type: DataType): DataType {
  return withoutLists(type, ({ item, holdsNull }) => holdsNull && (item.kind === "struct" || item.kind === "list"));
}

function columnType({ type, nullable }: Column): string {
  return typeText(clickhouseType(type), nullable);
}

/** Names and types of a table's columns, as its statement and functions of tables take them. */
export function clickhouseStructure({ columns }: DataTable): string {
  return columns.map((column) => `${identifier(column.name)} ${columnType(column)}`).join(", ");
}

function columnLine(column: Column): string {
  const about = columnText(column);
  const told = about === "" ? "" : ` COMMENT ${quoted(about)}`;
  return `  ${identifier(column.name)} ${columnType(column)}${told}`;
}

function tableText({ name, columns, retentionDays }: DataTable, schema: string, about: string): string {
  const time = identifier("occurred_at");
  const kept = retentionDays === undefined ? "" : `TTL toDateTime(${time}) + INTERVAL ${retentionDays} DAY\n`;
  return `CREATE TABLE IF NOT EXISTS ${identifier(schema)}.${identifier(name)}
(
${columns.map(columnLine).join(",\n")}
)
ENGINE = ReplacingMergeTree(${identifier("received_at")})
PARTITION BY toYYYYMM(${time})
ORDER BY (toDate(${time}), ${identifier("message_id")})
${kept}COMMENT ${quoted(plainText(about, TABLE_TEXT_MAX))};
`;
}
