/** The plan store's client: one per process, opened by whoever starts the process. */

import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { invariant } from "../base/error.ts";
import { log } from "../base/log.ts";
import { clearProcessState, processState, setProcessState } from "../base/process-state.ts";
import { PrismaClient } from "./prisma-client/client.ts";

export type PlanDb = PrismaClient;

interface Opened {
  readonly client: PlanDb;
  readonly pool: pg.Pool;
  readonly url: string;
}

const KEY = "planDb";
const POOL_SIZE = 16;

function found(): Opened | undefined {
  return processState<Opened | undefined>(KEY, () => undefined);
}

function opened(): Opened {
  const state = found();
  invariant(state !== undefined, "the plan store is not open");
  return state;
}

/** Opens the client over a migrated database. Connections are made when they are needed. */
export function openPlanDb(url: string): PlanDb {
  invariant(found() === undefined, "the plan store is already open");
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  });
  pool.on("error", (error) => log().warn({ origin: "planDb", reason: error.message }, "a connection was lost"));
  const client = new PrismaClient({ adapter: new PrismaPg(pool) });
  setProcessState<Opened | undefined>(KEY, { client, pool, url });
  return client;
}

/** The open client. */
export function planDb(): PlanDb {
  return opened().client;
}

/** The address of the open plan store, for work that needs a connection of its own. */
export function planDbUrl(): string {
  return opened().url;
}

export async function closePlanDb(): Promise<void> {
  const state = found();
  clearProcessState(KEY);
  // A server that stops right after us ends connections that are already being closed: no loss.
  state?.pool.removeAllListeners("error").on("error", () => undefined);
  await state?.client.$disconnect();
  await state?.pool.end();
}
