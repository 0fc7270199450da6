/** The plan store's part of a backup: every table through COPY, within one snapshot, so that the whole is of one instant. */

import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { StartRefusal } from "../base/start-refusal.ts";
import type { BackupManifest } from "./backup-manifest.ts";
import { migratePlanDb } from "./migrate.ts";
import { readMigrations } from "./migration-files.ts";

type PlanStorePart = BackupManifest["planStore"];
type TablePart = PlanStorePart["tables"][number];

const FOLDER = "plan-store";

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Tables, each after those it refers to. */
async function tableNames(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; refers: string[] }>(`
    select c.relname as name, coalesce(array_agg(r.relname::text) filter (where r.oid <> c.oid), '{}') as refers
    from pg_class c
    left join pg_constraint f on f.conrelid = c.oid and f.contype = 'f'
    left join pg_class r on r.oid = f.confrelid
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname <> '_prisma_migrations'
    group by c.relname order by c.relname`);
  const ordered: string[] = [];
  let left = rows;
  while (left.length > 0) {
    const free = left.filter((table) => table.refers.every((name) => ordered.includes(name)));
    if (free.length === 0) throw new Error("Invariant: tables refer to each other in a circle");
    ordered.push(...free.map((table) => table.name));
    left = left.filter((table) => !free.includes(table));
  }
  return ordered;
}

async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns
     where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  return rows.map((row) => row.column_name);
}

function list(columns: readonly string[]): string {
  return columns.map(quoted).join(", ");
}

async function dumpTable(client: pg.Client, folder: string, name: string): Promise<TablePart> {
  const columns = await columnsOf(client, name);
  const rows = client.query(copyTo(`copy ${quoted(name)} (${list(columns)}) to stdout`));
  await pipeline(rows, createGzip(), createWriteStream(join(folder, `${name}.copy.gz`), { flags: "wx" }));
  const counted = await client.query<{ n: string }>(`select count(*) as n from ${quoted(name)}`);
  return { name, columns, rows: Number(counted.rows[0]?.n ?? 0) };
}

async function sequences(client: pg.Client): Promise<PlanStorePart["sequences"]> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select sequencename as name, last_value::text as value from pg_sequences
     where schemaname = current_schema() and last_value is not null order by 1`,
  );
  return rows;
}

async function migrations(client: pg.Client): Promise<PlanStorePart["migrations"]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from "_prisma_migrations" where rolled_back_at is null order by 1`,
  );
  return rows;
}

/** Dumps the plan store into a backup's folder. */
export function dumpPlanStore(url: string, backup: string): Promise<PlanStorePart> {
  const folder = join(backup, FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return withClient(url, async (client) => {
    await client.query("begin isolation level repeatable read read only");
    const tables: TablePart[] = [];
    for (const name of await tableNames(client)) tables.push(await dumpTable(client, folder, name));
    // After the tables: a sequence is outside every snapshot and must not be behind the rows.
    const part = { migrations: await migrations(client), tables, sequences: await sequences(client) };
    await client.query("commit");
    return part;
  });
}

/** The shipped migrations that the backup had. @throws StartRefusal when the backup is newer than this build. */
function migrationsOf(part: PlanStorePart): ReturnType<typeof readMigrations> {
  const shipped = readMigrations();
  return part.migrations.map(({ name, checksum }) => {
    const file = shipped.find((migration) => migration.name === name && migration.checksum === checksum);
    if (file === undefined) {
      throw new StartRefusal(`The backup is newer than this version of Gabarit (it has the migration ${name}).`);
    }
    return file;
  });
}

async function refuseFilled(url: string): Promise<void> {
  const filled = await withClient(url, async (client) => {
    const found = await client.query(
      `select 1 from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace limit 1`,
    );
    return found.rowCount !== 0;
  });
  if (filled) throw new StartRefusal("The plan store to restore into is not empty.");
}

async function loadTable(client: pg.Client, folder: string, table: TablePart): Promise<void> {
  const rows = client.query(copyFrom(`copy ${quoted(table.name)} (${list(table.columns)}) from stdin`));
  await pipeline(createReadStream(join(folder, `${table.name}.copy.gz`)), createGunzip(), rows);
  if (rows.rowCount !== table.rows) {
    throw new StartRefusal(
      `The table ${table.name} of the backup holds ${rows.rowCount} rows instead of ${table.rows}.`,
    );
  }
}

/** Fills an empty plan store with a backup's, at the schema the backup had; the next start brings it up to date. */
export async function loadPlanStore(url: string, backup: string, part: PlanStorePart): Promise<void> {
  const files = migrationsOf(part);
  await refuseFilled(url);
  await migratePlanDb(url, files);
  await withClient(url, async (client) => {
    await client.query("begin");
    for (const table of part.tables) await loadTable(client, join(backup, FOLDER), table);
    for (const { name, value } of part.sequences) {
      await client.query("select setval($1::regclass, $2::bigint)", [quoted(name), value]);
    }
    await client.query("commit");
  });
}
