/** The tables of ClickHouse, made in chDB: conformant payloads of real, hostile and random plans are the same when read back. */

import { type ClickHouseClient, type ClickHouseClientConfigOptions, createClient } from "@clickhouse/client";
import { drainPending } from "chdb";
import { createChdbConnection } from "chdb/connection";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDevelopmentVariable } from "../../lib/base/env.ts";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import { newGroupType } from "../../lib/plan/new-object.ts";
import type { JsonObject, Plan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { generate } from "../generate.ts";
import { arbitraryPlan } from "../testing/arbitrary-plan.ts";
import { readCorpora } from "../testing/corpora-plans.ts";
import { eventValidator, samplePayload } from "../testing/sample-payload.ts";
import { planOf, property } from "../testing/small-plan.ts";
import { dataPlan } from "./data-model.ts";
import { readBack, rowOf, wanted } from "./testing/rows.ts";

const LONG = readDevelopmentVariable("TEST_LONG") !== undefined;

let connection: ReturnType<typeof createChdbConnection>;
let client: ClickHouseClient;

beforeAll(() => {
  connection = createChdbConnection({ path: temporaryFolder("tables") });
  client = createClient({
    connection: connection as unknown as NonNullable<ClickHouseClientConfigOptions["connection"]>,
  });
});

afterAll(async () => {
  await client.close();
  await drainPending();
});

async function run(statements: string): Promise<void> {
  for (const statement of statements.split(/;\n/).filter((one) => /^[A-Z]/m.test(one)))
    await client.command({ query: statement });
}

/** How many payloads went in and came back. */
async function roundTrip(given: Plan, at: number, each: number): Promise<number> {
  const published = freezePlan(given);
  const schema = `plan_${at}`;
  const files = await generate(published, { target: "clickhouse", schema });
  let count = 0;
  await run(files.get("schema.sql") ?? "");
  for (const table of dataPlan(published, {}).events) {
    await run(files.get(`events/${table.name}.sql`) ?? "");
    const accepts = eventValidator(given, table.event);
    const samples = Array.from({ length: each }, (_, seed) => samplePayload(given, table.event, seed + at, accepts));
    // Half of a surrogate pair is no text of UTF-8: no warehouse has one.
    const isText = (payload: JsonObject) => !/"[^"]*\\ud[89a-f]/i.test(JSON.stringify(payload));
    const sent = samples
      .filter(({ conformant, sent: payload }) => conformant && isText(payload))
      .map((sample) => sample.sent);
    if (sent.length === 0) continue;
    const rows = sent.map((payload, index) => JSON.stringify(rowOf(table, payload, index)));
    const name = `\`${schema}\`.\`${table.name}\``;
    await client.command({
      query: `INSERT INTO ${name} SETTINGS date_time_input_format = 'best_effort' FORMAT JSONEachRow\n${rows.join("\n")}`,
    });
    const result = await client.query({
      query: `SELECT * FROM ${name} ORDER BY message_id SETTINGS output_format_json_quote_64bit_integers = 0, date_time_output_format = 'iso'`,
      format: "JSONEachRow",
    });
    const found = await result.json<Record<string, unknown>>();
    expect(
      found.map((row) => readBack(table, row)),
      table.name,
    ).toEqual(sent.map((payload) => wanted(table, payload)));
    count += sent.length;
  }
  await client.command({ query: `DROP DATABASE \`${schema}\`` });
  return count;
}

describe("tables of ClickHouse", () => {
  it("are made, filled and dropped also where every name is as long as it may be", async () => {
    const long = (letter: string, count: number): string => letter.repeat(count);
    const plan = planOf(
      { [long("注", 200)]: { identifier: long("注", 60), properties: [property(long("文", 60), { kind: "string" })] } },
      { slug: long("s", 63), groupTypes: [newGroupType({ id: "grp_long", name: long("g", 255) })] },
    );
    const files = await generate(freezePlan(plan), { target: "clickhouse" });
    for (const text of [files.get("schema.sql") ?? "", ...files.values()]) await run(text);
    const names = await client.query({
      query: `SELECT name FROM system.tables WHERE database = '${plan.slug}' ORDER BY name`,
      format: "JSONEachRow",
    });
    expect(await names.json()).toHaveLength(3);
    await client.command({ query: `INSERT INTO ${plan.slug}.gabarit_identifies (message_id) VALUES ('m')` });
    await client.command({ query: `DROP DATABASE ${plan.slug} SYNC` });
  });

  it("take every conformant payload and give it back", { timeout: LONG ? 1_800_000 : 60_000 }, async () => {
    const corpora = LONG ? (await readCorpora()).plans.map(({ plan }) => plan) : [];
    const random = fc.sample(arbitraryPlan, {
      numRuns: LONG ? 150 : 2,
      seed: LONG ? Math.floor(Math.random() * 2 ** 31) : 5,
    });
    const plans = [referencePlan, ...(LONG ? [hostilePlan] : []), ...corpora, ...random];
    let count = 0;
    for (const [at, plan] of plans.entries()) count += await roundTrip(plan, at, LONG ? 12 : 2);
    if (LONG) console.info(`${plans.length} plans, ${count} payloads`);
    expect(count).toBeGreaterThan(15);
  });
});
