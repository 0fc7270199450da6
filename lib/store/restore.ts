/** Puts a backup into an empty data folder, or into the empty stores that the variables name. */

import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Env } from "../base/env.ts";
import { StartRefusal } from "../base/start-refusal.ts";
import { loadEventStore } from "./backup-event-store.ts";
import { restoreJournal } from "./backup-journal.ts";
import { type BackupManifest, readManifest } from "./backup-manifest.ts";
import { loadPlanStore } from "./backup-plan-store.ts";
import { type DataDir, LOCK_FILE, RESTORING_FILE, takeDataDir } from "./data-dir.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { closeEventDb, openEventDb } from "./event-db.ts";

function refuseFilled(dataDir: DataDir): void {
  if (readdirSync(dataDir.path).some((name) => name !== LOCK_FILE)) {
    throw new StartRefusal(`${dataDir.path} is not empty; restore into a new data folder.`);
  }
}

async function loadPlans(env: Env, dataDir: DataDir, backup: string, manifest: BackupManifest): Promise<void> {
  if (env.databaseUrl !== undefined) return loadPlanStore(env.databaseUrl, backup, manifest.planStore);
  const server = await startEmbeddedPostgres({ dir: dataDir.postgres });
  try {
    await loadPlanStore(server.url, backup, manifest.planStore);
  } finally {
    await server.stop();
  }
}

async function loadEvents(env: Env, dataDir: DataDir, backup: string, manifest: BackupManifest): Promise<void> {
  const db = openEventDb(env.clickhouseUrl === undefined ? { dir: dataDir.events } : { url: env.clickhouseUrl });
  try {
    await loadEventStore(db, backup, manifest.eventStore);
  } finally {
    await closeEventDb();
  }
}

/**
 * Restores a backup. Nothing else may use the data folder; until it is done, no start accepts the folder.
 * @throws StartRefusal when the backup is not whole or is newer, or the target is not empty.
 */
export async function restore(env: Env, source: string): Promise<BackupManifest> {
  const backup = resolve(source);
  const manifest = await readManifest(backup);
  const dataDir = takeDataDir(env.dataDir, { restoring: true });
  try {
    refuseFilled(dataDir);
    const mark = join(dataDir.path, RESTORING_FILE);
    writeFileSync(mark, "");
    await loadPlans(env, dataDir, backup, manifest);
    await loadEvents(env, dataDir, backup, manifest);
    if (existsSync(join(backup, "versions"))) cpSync(join(backup, "versions"), dataDir.versions, { recursive: true });
    restoreJournal(dataDir.path, backup);
    rmSync(mark);
    return manifest;
  } finally {
    dataDir.release();
  }
}
