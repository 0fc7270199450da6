/** Real parsers read the exports: sqlglot the statements of three warehouses, dbt its packages, which it also builds. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../lib/base/testing/temporary-folder.ts";
import { hostilePlan } from "../../../lib/plan/hostile-plan.ts";
import type { Plan } from "../../../lib/plan/plan.ts";
import { freezePlan } from "../../../lib/plan/publish.ts";
import { referencePlan } from "../../../lib/plan/reference-plan.ts";
import { writeGenerated } from "../../check.ts";
import { generate } from "../../generate.ts";
import { arbitraryPlan } from "../../testing/arbitrary-plan.ts";
import { readCorpora } from "../../testing/corpora-plans.ts";
import { dataPlan } from "../data-model.ts";
import { LAYOUTS } from "../dbt/layout.ts";
import { columnText } from "../sql-file.ts";
import { runDbt, runScript } from "./python-tools.ts";

interface Told {
  readonly kind: string;
  readonly name?: string;
  readonly columns?: readonly { readonly name: string; readonly comment: string | null }[];
}

async function everyPlan(count: number): Promise<Plan[]> {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.info(`random plans of the seed ${seed}`);
  const corpora = (await readCorpora()).plans.map(({ plan }, at) => ({ ...plan, slug: `corpus-${at}` }));
  const random = fc
    .sample(arbitraryPlan, { numRuns: count, seed })
    .map((plan, at) => ({ ...plan, slug: `random-${at}` }));
  return [referencePlan, hostilePlan, ...corpora, ...random];
}

/** What the parser is to find, by file, as it tells it. */
function expected(plan: Plan, target: string): Record<string, readonly (readonly [string, string])[][]> {
  const { events, traits } = dataPlan(freezePlan(plan), {});
  const written = (name: string): string => (target === "snowflake" ? name.toUpperCase() : name);
  const columns = (table: (typeof events)[number] | (typeof traits)[number]) =>
    table.columns.map((column): [string, string] => [written(column.name), columnText(column, target === "snowflake")]);
  return {
    "schema.sql": [[], ...traits.map(columns)],
    ...Object.fromEntries(events.map((table) => [`events/${table.name}.sql`, [columns(table)]])),
  };
}

/** What takes tools of another language is a proof of its own: `npm run proof -- exports`. */
export function readWithParsers(): void {
  it.each(["bigquery", "clickhouse", "snowflake"] as const)(
    "sqlglot reads the tables of %s, every text in its place",
    {
      timeout: 1_800_000,
    },
    async (target) => {
      const plans = await everyPlan(60);
      const folder = temporaryFolder(target);
      for (const plan of plans)
        await writeGenerated(await generate(freezePlan(plan), { target }), join(folder, plan.slug));
      const told = JSON.parse(runScript("parse_sql.py", target, folder)) as Record<string, Told[]>;
      let statements = 0;
      for (const plan of plans)
        for (const [path, tables] of Object.entries(expected(plan, target))) {
          const found = told[`${plan.slug}/${path}`] ?? [];
          const read = found.map(({ columns = [] }) => columns.map(({ name, comment }) => [name, comment ?? ""]));
          expect(read, `${plan.slug} ${path}`).toEqual(tables);
          statements += found.length;
        }
      console.info(`${plans.length} plans, ${statements} statements`);
    },
  );

  it("dbt reads the packages of hostile and random plans in every layout", { timeout: 1_800_000 }, async () => {
    const plans = (await everyPlan(6)).filter(({ slug }) => !slug.startsWith("corpus"));
    const profiles = temporaryFolder("profiles");
    const empty = temporaryFolder("empty");
    await writeGenerated(await generate(freezePlan(referencePlan), { target: "bigquery" }), empty);
    runScript("make_duckdb.py", empty, profiles);
    for (const plan of plans)
      for (const layout of LAYOUTS) {
        const folder = join(temporaryFolder("dbt"), plan.slug);
        await writeGenerated(await generate(freezePlan(plan), { target: "dbt", layout }), folder);
        expect(runDbt("parse", folder, profiles)).not.toMatch(/Error/);
      }
  });

  it("dbt builds a package on tables with rows, and refuses rows that break the plan", {
    timeout: 600_000,
  }, async () => {
    const published = freezePlan(referencePlan);
    const ddl = temporaryFolder("ddl");
    await writeGenerated(await generate(published, { target: "bigquery" }), ddl);
    const folder = join(temporaryFolder("dbt"), "package");
    await writeGenerated(await generate(published, { target: "dbt" }), folder);
    const build = (currency: string): string => {
      const place = temporaryFolder("rows");
      const rows = join(place, "rows");
      mkdirSync(rows);
      const row = {
        message_id: "m1",
        occurred_at: "2026-03-02T09:30:00Z",
        received_at: "2026-03-02T09:30:01Z",
        user_id: "ada",
        order_id: "A-1",
        total: 12.5,
        currency,
        sales_channel: "shop",
        lines: [{ sku: "a", quantity: 1, gift: null }],
      };
      writeFileSync(join(rows, "reference.order_completed.json"), JSON.stringify([row]));
      runScript("make_duckdb.py", ddl, place, rows);
      return runDbt("build", folder, place);
    };
    // Nobody made that person known: a warning.
    expect(build("EUR")).toMatch(/Done\. PASS=\d+ WARN=1 ERROR=0 SKIP=0/);
    expect(() => build("GBP")).toThrow(/ERROR=1/);
  });
}
