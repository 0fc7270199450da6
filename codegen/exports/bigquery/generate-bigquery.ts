/** BigQuery: a table for each event with nested records and repeated fields, by day and clustered by person. */

import type { Language, PublishedPlan } from "../../../lib/plan/plan.ts";
import type { GeneratedFiles } from "../../file.ts";
import { aboutProperty, type Column, type DataTable, languageOf } from "../data-model.ts";
import { type DataType, type Field, withoutLists } from "../data-type.ts";
import { columnText, generateSql, plainText, quoted, type SqlOptions, TABLE_TEXT_MAX } from "../sql-file.ts";

export function generateBigquery(published: PublishedPlan, options: SqlOptions = {}): Promise<GeneratedFiles> {
  const printer = new Printer(languageOf(published, options));
  return generateSql(published, options, {
    target: "bigquery",
    container: "SCHEMA",
    identifier,
    table: (table, schema, about) => printer.table(table, schema, about),
  });
}

/** Names are ASCII letters, digits and `_`; the quotes are for words BigQuery keeps to itself. */
function identifier(name: string): string {
  return `\`${name}\``;
}

const SCALARS = {
  text: "STRING",
  integer: "INT64",
  number: "FLOAT64",
  boolean: "BOOL",
  instant: "TIMESTAMP",
  day: "DATE",
  json: "JSON",
} as const;

class Printer {
  readonly #language: Language;

  constructor(language: Language) {
    this.#language = language;
  }

  table({ name, columns, retentionDays }: DataTable, schema: string, about: string): string {
    const lines = columns.map((column) => `  ${this.#column(column)}`);
    const options = [
      `description = ${quoted(plainText(about, TABLE_TEXT_MAX))}`,
      ...(retentionDays === undefined ? [] : [`partition_expiration_days = ${retentionDays}`]),
    ];
    return `CREATE TABLE IF NOT EXISTS ${identifier(schema)}.${identifier(name)} (
${lines.join(",\n")}
)
PARTITION BY TIMESTAMP_TRUNC(${identifier("occurred_at")}, DAY)
CLUSTER BY ${identifier("user_id")}, ${identifier("message_id")}
OPTIONS (
  ${options.join(",\n  ")}
);
`;
  }

  #column(column: Column): string {
    // A list of lists, or one that holds null, is none here.
    const type = withoutLists(column.type, ({ item, holdsNull }) => holdsNull || item.kind === "list");
    return this.#member(column.name, type, column.nullable, columnText(column));
  }

  #field({ key, type, nullable, property }: Field): string {
    return this.#member(key, type, nullable, plainText(aboutProperty(property, this.#language).join(" ")));
  }

  /** A list is never null: it is empty. */
  #member(name: string, type: DataType, nullable: boolean, about: string): string {
    const must = nullable || type.kind === "list" ? "" : " NOT NULL";
    const told = about === "" ? "" : ` OPTIONS (description = ${quoted(about)})`;
    return `${identifier(name)} ${this.#type(type)}${must}${told}`;
  }

  #type(type: DataType): string {
    if (type.kind === "list") return `ARRAY<${this.#type(type.item)}>`;
    if (type.kind !== "struct") return SCALARS[type.kind];
    return `STRUCT<${type.fields.map((field) => this.#field(field)).join(", ")}>`;
  }
}
