/** A staging model: what it selects, and what is said and tested of its columns. No text of a plan stands in its SQL. */

import { createHash } from "node:crypto";
import { commentText } from "../../escape.ts";
import { columnText, plainText, TABLE_TEXT_MAX } from "../sql-file.ts";
import type { Model, Package } from "./generate-dbt.ts";
import type { StagedColumn } from "./layout.ts";
import { literalText, yamlText } from "./yaml-text.ts";

function md5(text: string): string {
  return createHash("md5").update(text, "utf8").digest("hex");
}

export function modelSql({ header, name }: Package, { staged }: Model): string {
  const columns = staged.columns.map((column) => `    ${selected(column)}`).join(",\n");
  // Names on the wire are compared by their hash: whatever they hold, none of it is SQL or Jinja.
  const only =
    staged.only === undefined ? "" : `\nwhere {{ dbt.hash("${staged.only.column}") }} = '${md5(staged.only.name)}'`;
  return `-- ${header}\nselect\n${columns}\nfrom {{ source("${name}", "${staged.table}") }}${only}\n`;
}

const CASTS = {
  text: "{{ dbt.type_string() }}",
  integer: "{{ dbt.type_bigint() }}",
  number: "{{ dbt.type_float() }}",
  boolean: "{{ dbt.type_boolean() }}",
  instant: "{{ dbt.type_timestamp() }}",
  day: "date",
  json: "{{ dbt.type_string() }}",
  list: "{{ dbt.type_string() }}",
} as const;

function selected({ name, from, as }: StagedColumn): string {
  const source = `{{ gabarit_column("${from}") }}`;
  return `${as === undefined ? source : `cast(${source} as ${CASTS[as]})`} as ${name}`;
}

export function modelYaml({ header }: Package, model: Model): string {
  const { name, staged } = model;
  return `# ${header}
version: 2

models:
  - name: "${name}"
    description: ${literalText(plainText(aboutModel(model), TABLE_TEXT_MAX))}
    columns:
${staged.columns.map((column) => columnYaml(column, model)).join("\n")}
`;
}

function aboutModel({ table, event, staged }: Model): string {
  return [
    ...(event === undefined ? [] : [`${event.event.name} (${event.event.callType}).`]),
    ...table.about,
    ...(event === undefined ? [] : [`Plan event ${event.event.id}, version ${event.version}.`]),
    ...(staged.leftOut.length === 0 ? [] : [`Not in these tables: ${staged.leftOut.map(commentText).join(", ")}.`]),
  ].join(" ");
}

function columnYaml(staged: StagedColumn, model: Model): string {
  const about = columnText(staged.column, true);
  const tests = testsOf(staged, model);
  return [
    `      - name: "${staged.name}"`,
    ...(about === "" ? [] : [`        description: ${literalText(about)}`]),
    ...(tests.length === 0 ? [] : ["        data_tests:", ...tests.map((line) => `          ${line}`)]),
  ].join("\n");
}

/** Lists are never null in most warehouses, and an absent record is one whose members are absent: neither is tested. */
function testsOf({ name, column }: StagedColumn, { people }: Model): string[] {
  const isScalar = column.type.kind !== "list" && column.type.kind !== "struct";
  return [
    ...(column.nullable || !isScalar ? [] : ["- not_null"]),
    ...(name === "message_id" && column.key === undefined ? ["- unique"] : []),
    ...(column.type.kind === "text" && column.type.values !== undefined ? valuesTest(column.type.values) : []),
    ...(name === "user_id" && column.key === undefined && people !== undefined ? relationship(people) : []),
  ];
}

/** Whoever acts under an id should have been made known: told, not refused. */
function relationship(people: string): string[] {
  return [
    "- relationships:",
    "    arguments:",
    `      to: ref('${people}')`,
    "      field: user_id",
    "    config:",
    "      severity: warn",
  ];
}

/** Values that stand in SQL and in Jinja as they are. */
const PLAIN_VALUE = /^[A-Za-z0-9 _.:/@+-]*$/;

function valuesTest(values: readonly string[]): string[] {
  if (values.every((value) => PLAIN_VALUE.test(value)))
    return ["- accepted_values:", "    arguments:", `      values: [${values.map(yamlText).join(", ")}]`];
  return [
    "- gabarit_accepted_hashes:",
    "    arguments:",
    `      hashes: [${values.map((value) => `"${md5(value)}"`).join(", ")}]`,
  ];
}
