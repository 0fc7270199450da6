/** Snowflake: a table for each event; objects and lists are semi-structured, their shape stands in the comment. */

import type { PublishedPlan } from "../../../lib/plan/plan.ts";
import type { GeneratedFiles } from "../../file.ts";
import type { Column, DataTable } from "../data-model.ts";
import { columnText, generateSql, plainText, quoted, type SqlOptions, TABLE_TEXT_MAX } from "../sql-file.ts";

export function generateSnowflake(published: PublishedPlan, options: SqlOptions = {}): Promise<GeneratedFiles> {
  return generateSql(published, options, {
    target: "snowflake",
    container: "SCHEMA",
    identifier,
    table: tableText,
  });
}

/** In capitals, which is what a name without quotes means; the quotes are for words Snowflake keeps to itself. */
function identifier(name: string): string {
  return `"${name.toUpperCase()}"`;
}

const TYPES = {
  text: "VARCHAR",
  integer: "NUMBER(38, 0)",
  number: "FLOAT",
  boolean: "BOOLEAN",
  instant: "TIMESTAMP_TZ(9)",
  day: "DATE",
  json: "VARIANT",
  struct: "OBJECT",
  list: "ARRAY",
} as const;

function columnLine(column: Column): string {
  const must = column.nullable ? "" : " NOT NULL";
  const about = columnText(column, true);
  return `  ${identifier(column.name)} ${TYPES[column.type.kind]}${must}${about === "" ? "" : ` COMMENT ${quoted(about)}`}`;
}

function tableText({ name, columns }: DataTable, schema: string, about: string): string {
  return `CREATE TABLE IF NOT EXISTS ${identifier(schema)}.${identifier(name)} (
${columns.map(columnLine).join(",\n")}
)
CLUSTER BY (TO_DATE(${identifier("occurred_at")}), ${identifier("user_id")})
COMMENT = ${quoted(plainText(about, TABLE_TEXT_MAX))};
`;
}
