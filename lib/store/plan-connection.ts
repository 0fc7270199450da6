/** A connection to the plan store of one's own, for work that streams through many rows. */

import pg from "pg";
import { planDbUrl } from "./plan-db.ts";

/** What `use` yields, over a connection that ends with it, however it ends. */
export async function* withPlanConnection<T>(use: (client: pg.Client) => AsyncGenerator<T>): AsyncGenerator<T> {
  const client = await connectPlanStore();
  try {
    yield* use(client);
  } finally {
    await client.end();
  }
}

/** An open connection; whoever asks ends it. */
export async function connectPlanStore(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: planDbUrl() });
  await client.connect();
  return client;
}
