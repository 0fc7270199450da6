import { createHash } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { migratePlanDb } from "./migrate.ts";
import { type MigrationFile, readMigrations } from "./migration-files.ts";
import { testDatabase } from "./testing.ts";

function file(name: string, sql: string): MigrationFile {
  return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}

async function ask<T extends object>(url: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end();
  }
}

const first = file("1_first", "create table a (x int, note text default 'a;b');");
const withBody = file(
  "2_body",
  "create function f() returns int language plpgsql as $$ begin return 1; end $$; -- a ; here\ninsert into a values (f());",
);

test("applies each file once, semicolons in literals, bodies and comments included", async () => {
  const url = await testDatabase("empty");
  expect(await migratePlanDb(url, [first])).toEqual(["1_first"]);
  expect(await migratePlanDb(url, [first, withBody])).toEqual(["2_body"]);
  expect(await migratePlanDb(url, [first, withBody])).toEqual([]);
  expect(await ask(url, "select x, note from a")).toEqual([{ x: 1, note: "a;b" }]);
  const rows = await ask<{ applied_steps_count: number; finished: boolean }>(
    url,
    `select applied_steps_count, finished_at is not null as finished from "_prisma_migrations"`,
  );
  expect(rows).toEqual([
    { applied_steps_count: 1, finished: true },
    { applied_steps_count: 1, finished: true },
  ]);
});

test("of several processes at once one works and the others find it done", async () => {
  const url = await testDatabase("empty");
  const files = readMigrations();
  const results = await Promise.all([1, 2, 3, 4].map(() => migratePlanDb(url, files)));
  expect(results.map((names) => names.length).sort()).toEqual([0, 0, 0, files.length]);
});

test("a failing file leaves nothing behind and is named at the next start", async () => {
  const url = await testDatabase("empty");
  const broken = file("2_broken", "create table b (y int); select 1/0;");
  await expect(migratePlanDb(url, [first, broken])).rejects.toThrow(/2_broken failed and nothing of it was kept/);
  expect(await ask(url, "select to_regclass('b') as b, to_regclass('a') is not null as a")).toEqual([
    { b: null, a: true },
  ]);
  await expect(migratePlanDb(url, [first, broken])).rejects.toThrow(/2_broken failed earlier/);
});

test("refuses a schema newer than the build, and a file edited after it was applied", async () => {
  const url = await testDatabase("empty");
  await migratePlanDb(url, [first, withBody]);
  await expect(migratePlanDb(url, [first])).rejects.toThrow(/newer than this version of Gabarit.*2_body/);
  await expect(migratePlanDb(url, [file("1_first", "select 1"), withBody])).rejects.toThrow(/1_first was changed/);
});

test("says in one line that a store cannot be reached", async () => {
  await expect(migratePlanDb("postgresql://x@127.0.0.1:1/none")).rejects.toThrow(/^The plan store cannot be reached/);
});
