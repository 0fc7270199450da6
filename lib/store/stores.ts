/** Opens everything the process keeps, in order, and closes it in the reverse order. */

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "../base/env.ts";
import { log } from "../base/log.ts";
import { StartRefusal } from "../base/start-refusal.ts";
import { type DataDir, LOCK_FILE, takeDataDir } from "./data-dir.ts";
import { applyDdl } from "./ddl.ts";
import { startEmbeddedPostgres, stopLeftBehind } from "./embedded-postgres.ts";
import { closeEventDb, type EventDb, openEventDb } from "./event-db.ts";
import { isEventStoreError } from "./event-error.ts";
import { migratePlanDb } from "./migrate.ts";
import { closePlanDb, openPlanDb } from "./plan-db.ts";

export interface Stores {
  readonly dataDir: DataDir;
  close(): Promise<void>;
}

type Closing = () => unknown;

/** What was opened is closed again when something after it fails. */
class Opened {
  readonly #closings: Closing[] = [];

  add(closing: Closing): void {
    this.#closings.push(closing);
  }

  async close(): Promise<void> {
    for (const closing of this.#closings.splice(0).reverse()) {
      try {
        await closing();
      } catch (error) {
        log().error({ origin: "stores", err: error }, "a store did not close well");
      }
    }
  }
}

async function planStoreUrl(env: Env, dataDir: DataDir, opened: Opened): Promise<string> {
  if (env.databaseUrl !== undefined) return env.databaseUrl;
  const server = await startEmbeddedPostgres({ dir: dataDir.postgres });
  opened.add(() => server.stop());
  return server.url;
}

async function applyLayout(db: EventDb): Promise<void> {
  try {
    await applyDdl(db);
  } catch (error) {
    if (isEventStoreError(error) && error.code === 0) {
      throw new StartRefusal(`The event store cannot be reached: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

export interface OpenOptions {
  /** Throws away everything in the data folder first: the demo starting over. */
  readonly reset?: boolean;
}

function empty(dataDir: DataDir): void {
  for (const name of readdirSync(dataDir.path)) {
    if (name !== LOCK_FILE) rmSync(join(dataDir.path, name), { recursive: true, force: true });
  }
}

async function openAll(env: Env, options: OpenOptions, opened: Opened): Promise<DataDir> {
  const dataDir = takeDataDir(env.dataDir);
  opened.add(() => dataDir.release());
  if (options.reset === true) {
    await stopLeftBehind(join(dataDir.postgres, "cluster"));
    empty(dataDir);
  }
  const url = await planStoreUrl(env, dataDir, opened);
  const applied = await migratePlanDb(url);
  if (applied.length > 0) log().info({ origin: "planStore", applied }, "plan store brought up to date");
  openPlanDb(url);
  opened.add(closePlanDb);
  const events = openEventDb(env.clickhouseUrl === undefined ? { dir: dataDir.events } : { url: env.clickhouseUrl });
  opened.add(closeEventDb);
  await applyLayout(events);
  return dataDir;
}

/**
 * Lock, PostgreSQL, migrations, event store, layout.
 * @throws StartRefusal when the folder is taken, a store cannot be reached or is newer than this build.
 */
export async function openStores(env: Env, options: OpenOptions = {}): Promise<Stores> {
  const opened = new Opened();
  try {
    const dataDir = await openAll(env, options, opened);
    return { dataDir, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
