/** The plan store's client: one per process, opened by whoever starts the process. */

import { PrismaPg } from "@prisma/adapter-pg";
import { invariant } from "../base/error.ts";
import { log } from "../base/log.ts";
import { clearProcessState, processState, setProcessState } from "../base/process-state.ts";
import { PrismaClient } from "./prisma-client/client.ts";

export type PlanDb = PrismaClient;

const KEY = "planDb";
const POOL_SIZE = 16;

/** Opens the client over a migrated database. Connections are made when they are needed. */
export function openPlanDb(url: string): PlanDb {
  invariant(processState<PlanDb | undefined>(KEY, () => undefined) === undefined, "the plan store is already open");
  const adapter = new PrismaPg(
    { connectionString: url, max: POOL_SIZE, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 60_000 },
    {
      onPoolError: (error) =>
        log().warn({ origin: "planDb", reason: error.message }, "a plan store connection was lost"),
    },
  );
  const client = new PrismaClient({ adapter });
  setProcessState<PlanDb | undefined>(KEY, client);
  return client;
}

/** The open client. */
export function planDb(): PlanDb {
  const client = processState<PlanDb | undefined>(KEY, () => undefined);
  invariant(client !== undefined, "the plan store is not open");
  return client;
}

export async function closePlanDb(): Promise<void> {
  const client = processState<PlanDb | undefined>(KEY, () => undefined);
  clearProcessState(KEY);
  await client?.$disconnect();
}
