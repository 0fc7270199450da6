/** What a dbt package has beside its models: its project, its sources, its macros, and a README. */

import { markdownCode } from "../../escape.ts";
import { plainText } from "../sql-file.ts";
import type { Model, Package } from "./generate-dbt.ts";
import type { Layout } from "./layout.ts";
import { literalText } from "./yaml-text.ts";

export function projectYaml({ header, name }: Package): string {
  return `# ${header}
name: "${name}"
version: "1.0.0"
config-version: 2
require-dbt-version: ">=1.10.5"
model-paths: ["models"]
macro-paths: ["macros"]
flags:
  require_generic_test_arguments_property: true
models:
  ${name}:
    +materialized: view
`;
}

/** Several events may stand in one table: it is told once. */
export function sourcesYaml({ header, name, schema }: Package, models: readonly Model[]): string {
  const tables = new Map(models.map((model) => [model.staged.table, model]));
  const entries = [...tables].map(([table, { event, staged }]) => {
    const about = event === undefined || staged.only?.column === "name" ? "" : plainText(event.event.name);
    return `      - name: "${table}"\n${about === "" ? "" : `        description: ${literalText(about)}\n`}`;
  });
  return `# ${header}
version: 2

sources:
  - name: "${name}"
    database: "{{ var('${name}_database', target.database) }}"
    schema: "{{ var('${name}_schema', '${schema}') }}"
    tables:
${entries.join("")}`;
}

export function macros({ header }: Package): string {
  return `{# ${header} #}

{# A column as the warehouse writes it: in capitals in Snowflake, quoted everywhere, so that words of SQL can name columns. #}
{% macro gabarit_column(name) -%}
  {{ adapter.quote(name | upper if target.type == "snowflake" else name) }}
{%- endmacro %}

{# Rows whose value is none of the planned ones; these are given by their MD5, so that quotes in them matter nowhere. #}
{% test gabarit_accepted_hashes(model, column_name, hashes) %}
select {{ column_name }} as unplanned_value
from {{ model }}
where {{ column_name }} is not null
  and {{ dbt.hash(column_name) }} not in ('{{ hashes | join("', '") }}')
{% endtest %}
`;
}

const ORIGINS: Readonly<Record<Layout, string>> = {
  gabarit: `The tables are those of \`gabarit generate\` with \`--target bigquery\`, \`snowflake\` or \`clickhouse\`: one for each event, one
column for each property. A row is a message: its own columns, and its properties under the names of their columns.`,
  segment: `The tables are those that Segment loads into a warehouse: one for each tracked event, \`pages\`, \`screens\`, \`identifies\`
and \`groups\`, with nested keys joined by \`_\` and lists as text of JSON. The schema is that of one Segment source.`,
  rudderstack: `The tables are those that RudderStack loads into a warehouse: one for each tracked event, \`pages\`, \`screens\`,
\`identifies\` and \`groups\`, with nested keys joined by \`_\` and lists as text of JSON. The schema is that of one RudderStack source.`,
};

export function readme({ plan, name, schema, layout, header }: Package, events: readonly Model[]): string {
  const rows = events.map(
    ({ name: model, event, staged }) =>
      `| ${markdownCode(event?.event.name ?? "").replaceAll("|", "\\|")} | ${event?.event.callType} | \`${model}\` | \`${staged.table}\` |`,
  );
  return `# dbt models of the plan \`${plan.slug}\`

${header}

Made from version ${plan.version} of the plan. In your project's \`packages.yml\`:

\`\`\`yaml
packages:
  - local: path/to/this/folder
\`\`\`

Then \`dbt deps\` and \`dbt build --select package:${name}\`. dbt 1.10.5 or later.

## Where the rows come from

${ORIGINS[layout]}

Set \`${name}_schema\` (default: \`${schema}\`) and \`${name}_database\` (default: the target's) among the \`vars\` of your project.

## What is tested

\`message_id\` is there and unique; what the plan requires is not null; what it lists is one of its values. Where the plan has
user properties, a \`user_id\` that no identify call made known is a warning.

## Models

| event | call | model | table |
|---|---|---|---|
${rows.join("\n")}
`;
}
