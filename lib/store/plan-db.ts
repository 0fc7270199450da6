/** The plan store's client: one per process, opened by whoever starts the process. */

import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { invariant, UserError } from "../base/error.ts";
import { log } from "../base/log.ts";
import { clearProcessState, processState, setProcessState } from "../base/process-state.ts";
import { unstorableIn } from "../base/storable.ts";
import { PrismaClient } from "./prisma-client/client.ts";

export type PlanDb = PrismaClient;

interface Opened {
  readonly client: PlanDb;
  readonly pool: pg.Pool;
  readonly url: string;
}

const KEY = "planDb";
const POOL_SIZE = 16;
/** A busy machine is slow, not wrong: a change waits for its turn and is let end. */
const TRANSACTION = { maxWait: 20_000, timeout: 60_000 };

function found(): Opened | undefined {
  return processState<Opened | undefined>(KEY, () => undefined);
}

function opened(): Opened {
  const state = found();
  invariant(state !== undefined, "the plan store is not open");
  return state;
}

/** A statement that failed over a text no store keeps is the mistake of whoever wrote the text, wherever it came in. */
function naming(client: PrismaClient): PlanDb {
  return client.$extends({
    query: {
      async $allOperations({ args, query }) {
        try {
          return await query(args);
        } catch (error) {
          const fault = unstorableIn(args);
          if (fault === undefined) throw error;
          const path = fault.path.slice(fault.path.lastIndexOf("/") + 1);
          throw new UserError("invalid_input", { fields: [{ ...fault, path }], cause: error });
        }
      },
    },
  }) as unknown as PlanDb;
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
  const client = naming(new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: TRANSACTION }));
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
