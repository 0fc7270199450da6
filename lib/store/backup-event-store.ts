/** The event store's part of a backup: every table up to a journal position, in ClickHouse's own format. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { StartRefusal } from "../base/start-refusal.ts";
import type { BackupManifest } from "./backup-manifest.ts";
import { applyDdl, readDdl } from "./ddl.ts";
import { EVENT_TABLES, type EventDb, type EventTable } from "./event-db.ts";
import { type Sql, sql } from "./sql.ts";

type EventStorePart = BackupManifest["eventStore"];

const FOLDER = "event-store";
const COUNT_SECONDS = 3600;

/** Engines that keep one row per key, sooner or later: read so that it is sooner. */
const REPLACING: ReadonlySet<EventTable> = new Set(["reverdicts", "events", "traits", "people", "identity_links"]);
/** Told once per person, not per event. */
const WITHOUT_UID: ReadonlySet<EventTable> = new Set(["people"]);

function fileOf(backup: string, table: string): string {
  return join(backup, FOLDER, `${table}.native.gz`);
}

function rowsUntil(table: EventTable, firstUid: string): Sql {
  const source = REPLACING.has(table) ? sql`${sql.name(table)} final` : sql.name(table);
  return WITHOUT_UID.has(table) ? source : sql`${source} where uid < ${sql.as("UInt64", firstUid)}`;
}

async function dumpTable(db: EventDb, backup: string, table: EventTable, firstUid: string): Promise<number> {
  const rows = rowsUntil(table, firstUid);
  await db.dump(sql`select * from ${rows}`, fileOf(backup, table));
  const counted = await db.query<{ n: string }>("store.backup", sql`select count() as n from ${rows}`, {
    maxSeconds: COUNT_SECONDS,
  });
  return Number(counted[0]?.n ?? 0);
}

/** Dumps every row of journal entries before `firstUid`. */
export async function dumpEventStore(db: EventDb, backup: string, firstUid: string): Promise<EventStorePart> {
  mkdirSync(join(backup, FOLDER), { recursive: true, mode: 0o700 });
  const layout = await db.query<{ name: string; checksum: string }>(
    "store.backup",
    sql`select name, checksum from ddl_versions order by name`,
  );
  const tables: EventStorePart["tables"] = [];
  for (const name of EVENT_TABLES) tables.push({ name, rows: await dumpTable(db, backup, name, firstUid) });
  return { layout, tables, firstUidInJournal: firstUid };
}

function layoutOf(part: EventStorePart): ReturnType<typeof readDdl> {
  const shipped = readDdl();
  const unknown = part.layout.find(
    ({ name, checksum }) => !shipped.some((statement) => statement.name === name && statement.checksum === checksum),
  );
  if (unknown !== undefined) {
    throw new StartRefusal(`The backup is newer than this version of Gabarit (its event store has ${unknown.name}).`);
  }
  return shipped.filter((statement) => part.layout.some(({ name }) => name === statement.name));
}

async function refuseFilled(db: EventDb): Promise<void> {
  const tables = await db.query<{ name: string }>(
    "store.restore",
    sql`select name from system.tables where database = currentDatabase()`,
  );
  if (tables.length > 0) throw new StartRefusal("The event store to restore into is not empty.");
}

/** Fills an empty event store with a backup's. */
export async function loadEventStore(db: EventDb, backup: string, part: EventStorePart): Promise<void> {
  const statements = layoutOf(part);
  await refuseFilled(db);
  await applyDdl(db, statements);
  for (const { name, rows } of part.tables) {
    const table = EVENT_TABLES.find((known) => known === name);
    if (table === undefined) throw new StartRefusal(`The backup has a table ${name} that this version does not know.`);
    if (rows > 0) await db.load(table, fileOf(backup, table));
    const counted = await db.query<{ n: string }>("store.restore", sql`select count() as n from ${sql.name(table)}`, {
      maxSeconds: COUNT_SECONDS,
    });
    if (Number(counted[0]?.n) !== rows) {
      throw new StartRefusal(`The table ${name} of the backup holds ${counted[0]?.n} rows instead of ${rows}.`);
    }
  }
}
