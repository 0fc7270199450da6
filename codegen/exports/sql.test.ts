/** Tables of warehouses: what stands in them, and that no text of a plan leaves the place it is written to. */

import { describe, expect, it } from "vitest";
import { readDevelopmentVariable } from "../../lib/base/env.ts";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import { newGroupType, newTrait } from "../../lib/plan/new-object.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { generate } from "../generate.ts";
import { DATA_TARGETS } from "../targets.ts";
import { planOf, property, publishedPlanOf, required } from "../testing/small-plan.ts";
import { columnNames, tableName } from "./data-name.ts";
import { readWithParsers } from "./testing/read-with-parsers.ts";

const SQL = ["bigquery", "clickhouse", "snowflake"] as const;
const reference = freezePlan(referencePlan);

async function fileOf(target: (typeof SQL)[number], path: string, published = reference): Promise<string> {
  return (await generate(published, { target })).get(path) ?? "";
}

describe("names of columns", () => {
  const named = (...keys: string[]) => Object.fromEntries(columnNames(keys, new Set(["user_id"])));

  it("are the keys where every warehouse takes them", () => {
    expect(named("total", "orderId", "_hidden", "select")).toEqual({
      total: "total",
      orderId: "orderId",
      _hidden: "_hidden",
      select: "select",
    });
  });

  it("are plain where keys are not", () => {
    expect(named("order id", "Événement", "user_id", "4 2", "_PARTITION_x", "a.b")).toEqual({
      "order id": "order_id",
      Événement: "Evenement",
      user_id: "property_user_id",
      "4 2": "property_4_2",
      _PARTITION_x: "PARTITION_x",
      "a.b": "a_b",
    });
    expect(named("🎉")["🎉"]).toMatch(/^property_[0-9a-f]{8}$/);
    expect(named("x".repeat(500))["x".repeat(500)]).toHaveLength(200);
  });

  it("are told apart whatever their case and order, the plain one keeping its own", () => {
    const names = named("Total", "total", "TOTAL", "order id", "order-id");
    expect(names.total).toBe("total");
    expect(new Set(Object.values(names).map((name) => name.toLowerCase())).size).toBe(5);
    expect(named("order-id", "order id", "TOTAL", "total", "Total")).toEqual(names);
  });
});

describe("names of tables", () => {
  it("are words in lower case, of ASCII letters", () => {
    expect(tableName("orderCompleted")).toBe("order_completed");
    expect(tableName("HTTPError")).toBe("http_error");
    expect(tableName("événementCréé")).toBe("evenement_cree");
    expect(tableName("注文")).toBe("u6ce8u6587");
    expect(tableName("gabaritIdentifies")).toBe("event_gabarit_identifies");
    const [one = "", other = ""] = ["注文", "注書"].map((end) => tableName(`${"x".repeat(140)}${end}`));
    expect(one).not.toBe(other);
    expect(one.length).toBeLessThanOrEqual(150);
  });

  it("that two events would share are refused by name", async () => {
    const plan = publishedPlanOf({ A: { identifier: "orderCompleted" }, B: { identifier: "order_completed" } });
    await expect(generate(plan, { target: "bigquery" })).rejects.toThrow();
  });
});

describe("tables", () => {
  it("of BigQuery have records, repeated fields, descriptions, days and clusters", async () => {
    const text = await fileOf("bigquery", "events/order_completed.sql");
    expect(text).toContain("`total` FLOAT64 NOT NULL OPTIONS (description = 'Total paid, taxes included.");
    expect(text).toContain("`lines` ARRAY<STRUCT<`sku` STRING NOT NULL");
    expect(text).toContain("PARTITION BY TIMESTAMP_TRUNC(`occurred_at`, DAY)");
    expect(text).toContain("partition_expiration_days = 395");
  });

  it("of Snowflake have names in capitals and say the shape of what they cannot type", async () => {
    const text = await fileOf("snowflake", "events/order_completed.sql");
    expect(text).toContain('"TOTAL" FLOAT NOT NULL COMMENT');
    expect(text).toContain("[{ sku: text, quantity: integer, gift?: boolean }]");
    expect(text).toContain('CLUSTER BY (TO_DATE("OCCURRED_AT"), "USER_ID")');
  });

  it("of ClickHouse have tuples, arrays, words of a few, and forget what is kept no longer", async () => {
    const text = await fileOf("clickhouse", "events/order_completed.sql");
    expect(text).toContain("`currency` LowCardinality(String)");
    expect(text).toContain("`lines` Array(Tuple(`sku` String, `quantity` Int64, `gift` Nullable(Bool)))");
    expect(text).toContain("TTL toDateTime(`occurred_at`) + INTERVAL 395 DAY");
  });

  it.each(SQL)("of %s hold what variants have, what no shape has always may be missing", async (target) => {
    const text = await fileOf(target, "events/payment_attempted.sql");
    expect(text).toMatch(/["`](amount|AMOUNT)["`] (FLOAT64 NOT NULL|Float64|FLOAT NOT NULL)/);
    expect(text).toMatch(/["`](brand|BRAND)["`] (STRING|LowCardinality\(Nullable\(String\)\)|VARCHAR)(?! NOT)/);
  });

  it("hold as JSON what the warehouse has no type for", async () => {
    const inner = property("b c", { kind: "string" });
    const plan = publishedPlanOf({
      Sent: {
        open: true,
        properties: [
          required("odd", { kind: "object", open: false, properties: [inner] }),
          required("lists", { kind: "array", items: { kind: "array", items: { kind: "integer" } } }),
          required("nulls", { kind: "array", items: { kind: "string", nullable: true } }),
          required("either", { kind: "union", anyOf: [{ kind: "string" }, { kind: "boolean" }] }),
          required("numbers", { kind: "union", anyOf: [{ kind: "integer" }, { kind: "number" }, { kind: "null" }] }),
        ],
      },
    });
    const bigquery = await fileOf("bigquery", "events/sent.sql", plan);
    for (const name of ["odd", "lists", "nulls", "either"]) expect(bigquery).toContain(`\`${name}\` JSON NOT NULL`);
    expect(bigquery).toContain("`numbers` FLOAT64");
    expect(bigquery).toContain("`unplanned_properties` JSON");
    const clickhouse = await fileOf("clickhouse", "events/sent.sql", plan);
    expect(clickhouse).toContain("`lists` Array(Array(Int64))");
    expect(clickhouse).toContain("`nulls` Array(Nullable(String))");
    expect(clickhouse).toContain("`odd` String");
  });

  it("stand in the schema that is asked for, and in none that is no plain name", async () => {
    const files = await generate(reference, { target: "snowflake", schema: "tracking" });
    expect(files.get("schema.sql")).toContain('CREATE SCHEMA IF NOT EXISTS "TRACKING";');
    await expect(generate(reference, { target: "snowflake", schema: "a; drop" })).rejects.toThrow();
  });

  it("speak the language that is asked for", async () => {
    const french = await generate(reference, { target: "bigquery", language: "fr" });
    expect(french.get("events/order_completed.sql")).toContain("Moment de la réception.");
  });

  it("hold traits of people and of groups, none of which must be there", async () => {
    const trait = newTrait({ id: "prp_seats", name: "seats", type: { kind: "integer" }, required: true });
    const groupTypes = [newGroupType({ id: "grp_1", name: "Équipe 1", properties: [trait] })];
    const plan = freezePlan(planOf({}, { groupTypes, userProperties: [trait] }));
    const text = await fileOf("bigquery", "schema.sql", plan);
    expect(text).toContain("`small`.`gabarit_group_equipe_1`");
    expect(text.match(/`seats` INT64,?\n/g)).toHaveLength(2);
  });
});

describe("dbt models", () => {
  const name = required("name", { kind: "string", enum: ["a", "b'c"] });
  const place = required("place", {
    kind: "object",
    open: false,
    properties: [property("postCode", { kind: "string" }), property("order", { kind: "integer" })],
  });
  const trait = newTrait({ ...name, required: false });
  const plan = publishedPlanOf(
    { "Trip Booked": { properties: [name, place] }, Home: { callType: "page", properties: [name] } },
    { userProperties: [trait] },
  );
  const modelOf = async (layout: "gabarit" | "segment", model: string) => {
    const files = await generate(plan, { target: "dbt", layout });
    return files.get(`models/${model}`) ?? "";
  };

  it("read what Segment loads: nested keys joined, cast, rows of other events left out", async () => {
    const text = await modelOf("segment", "events/stg_small__trip_booked.sql");
    expect(text).toContain(
      'cast({{ gabarit_column("place_post_code") }} as {{ dbt.type_string() }}) as place_postcode',
    );
    expect(text).toContain('cast({{ gabarit_column("place_order") }} as {{ dbt.type_bigint() }}) as place_order');
    expect(text).toMatch(
      /from \{\{ source\("gabarit_small", "trip_booked"\) \}\}\nwhere \{\{ dbt\.hash\("event_text"\) \}\} = '[0-9a-f]{32}'/,
    );
    expect(await modelOf("segment", "stg_small__identifies.sql")).toContain('gabarit_column("name")');
  });

  it("say what a layout has no column for", async () => {
    expect(await modelOf("segment", "events/stg_small__home.sql")).not.toContain('gabarit_column("name")');
    expect(await modelOf("segment", "events/stg_small__home.yml")).toContain("Not in these tables: name.");
  });

  it("test values as they are where they are plain, else by their hash, and people by a warning", async () => {
    const text = await modelOf("gabarit", "events/stg_small__trip_booked.yml");
    expect(text).toMatch(/- gabarit_accepted_hashes:\n +arguments:\n +hashes: \["[0-9a-f]{32}", "[0-9a-f]{32}"\]/);
    expect(text).toContain("to: ref('stg_small__identifies')");
    expect(text).not.toContain("b'c\"]");
  });
});

describe.each(DATA_TARGETS)("the files of %s", (target) => {
  it("of one event do not depend on the others, nor on their order", async () => {
    const files = await generate(reference, { target });
    const events = [...referencePlan.events].reverse().slice(1);
    const fewer = await generate({ ...reference, plan: { ...referencePlan, events } }, { target });
    const kept = [...files].filter(([path]) => /(^|\/)events\//.test(path) && fewer.has(path));
    expect(kept.length).toBeGreaterThanOrEqual(target === "html" ? 0 : events.length);
    for (const [path, text] of kept) expect(fewer.get(path), path).toBe(text);
  });

  it("hold hostile names and texts, each line where it was meant to be", async () => {
    const files = await generate(freezePlan(hostilePlan), { target });
    for (const [path, text] of files) {
      expect(path).toMatch(/^[A-Za-z0-9_./\p{ID_Continue}$-]+$/u);
      // A page shows what it is told; what may not stand in it is told beside the document.
      if (target !== "html") expect(text, path).not.toMatch(/[\p{Cc}\u2028\u2029\u202e](?<![\n])/u);
    }
  });
});

if (readDevelopmentVariable("TEST_LONG") !== undefined) describe("parsers", () => readWithParsers());
