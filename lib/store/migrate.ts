/**
 * Applies the plan store's migrations at boot. Our own applier, because the driver adapter cuts scripts at every `;` and
 * the engine behind `prisma migrate deploy` is a download; it keeps Prisma's table, so that either may go on from here.
 */

import { randomUUID } from "node:crypto";
import pg from "pg";
import { StartRefusal } from "../base/start-refusal.ts";
import { type MigrationFile, readMigrations } from "./migration-files.ts";

/** The lock that Prisma's own engine takes. */
const LOCK = 72707369;
const OLDEST_SERVER = 150000;

const TABLE = `create table if not exists "_prisma_migrations" (
  id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0)`;

interface Recorded {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

async function recorded(client: pg.Client): Promise<readonly Recorded[]> {
  const result = await client.query<Recorded>(
    `select migration_name, checksum, finished_at from "_prisma_migrations" where rolled_back_at is null`,
  );
  return result.rows;
}

function refuseWhatWeCannotContinue(rows: readonly Recorded[], files: readonly MigrationFile[]): void {
  const failed = rows.find((row) => row.finished_at === null);
  if (failed !== undefined) {
    throw new StartRefusal(
      `The migration ${failed.migration_name} failed earlier and left a record in _prisma_migrations: mend the database, then delete that record.`,
    );
  }
  const unknown = rows.find((row) => files.every((file) => file.name !== row.migration_name));
  if (unknown !== undefined) {
    throw new StartRefusal(
      `The plan store is newer than this version of Gabarit (it has the migration ${unknown.migration_name}): start the newer version.`,
    );
  }
  const edited = rows.find((row) =>
    files.some((file) => file.name === row.migration_name && file.checksum !== row.checksum),
  );
  if (edited !== undefined) {
    throw new StartRefusal(`The migration ${edited.migration_name} was changed after it was applied.`);
  }
}

/** One simple query is one implicit transaction: the whole file, or nothing of it. */
async function applyOne(client: pg.Client, file: MigrationFile): Promise<void> {
  const id = randomUUID();
  await client.query(`insert into "_prisma_migrations" (id, checksum, migration_name) values ($1, $2, $3)`, [
    id,
    file.checksum,
    file.name,
  ]);
  try {
    await client.query(file.sql);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await client.query(`update "_prisma_migrations" set logs = $2 where id = $1`, [id, message]);
    throw new StartRefusal(`The migration ${file.name} failed and nothing of it was kept: ${message}`, {
      cause: error,
    });
  }
  await client.query(`update "_prisma_migrations" set finished_at = now(), applied_steps_count = 1 where id = $1`, [
    id,
  ]);
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const result = await client.query<{ server_version_num: string }>("show server_version_num");
  const version = Number(result.rows[0]?.server_version_num ?? 0);
  if (version < OLDEST_SERVER) {
    throw new StartRefusal(`PostgreSQL 15 or later is needed; this one is ${Math.floor(version / 10000)}.`);
  }
}

async function applyUnderLock(client: pg.Client, files: readonly MigrationFile[]): Promise<readonly string[]> {
  await client.query("select pg_advisory_lock($1)", [LOCK]);
  try {
    await client.query(TABLE);
    const rows = await recorded(client);
    refuseWhatWeCannotContinue(rows, files);
    const missing = files.filter((file) => rows.every((row) => row.migration_name !== file.name));
    for (const file of missing) await applyOne(client, file);
    return missing.map((file) => file.name);
  } finally {
    await client.query("select pg_advisory_unlock($1)", [LOCK]).catch(() => undefined);
  }
}

/**
 * Brings the plan store to this build's schema. Any number of processes may do it at once: one works, the others wait.
 * @returns the names of the migrations applied now.
 * @throws StartRefusal when the schema is newer, was edited, an earlier migration failed, or the server is too old.
 */
export async function migratePlanDb(
  url: string,
  files: readonly MigrationFile[] = readMigrations(),
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new StartRefusal(`The plan store cannot be reached: ${message}`, { cause });
  }
  try {
    await refuseOldServer(client);
    return await applyUnderLock(client, files);
  } finally {
    await client.end();
  }
}
