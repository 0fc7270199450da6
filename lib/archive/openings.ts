/**
 * What an opening of an archive puts into the event store before its workspace is there to see. The numbers it uses are
 * noted on disk first: should it not end, whoever comes next takes its rows away again.
 */

import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { z } from "zod";
import { log } from "../base/log.ts";
import { runningIngest } from "../ingest/running-ingest.ts";
import { eventDb } from "../store/event-db.ts";
import { connectPlanStore } from "../store/plan-connection.ts";

/** Any number. An opening holds it until its change has ended: the next one waits for it, and so does who clears away. */
export const OPENING_LOCK = 7_215_002;
/** A connection that broke may keep its change open until the store notices; the note stays until then. */
const LONGEST_WAIT = "60s";

const noteSchema = z.object({ projects: z.array(z.int().min(1)) });

function folderOf(dataDir: string): string {
  return join(dataDir, "openings");
}

/** Resolves to the note's file, once it is on disk. */
export async function noteOpening(dataDir: string, projects: readonly number[]): Promise<string> {
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 });
  const file = join(folderOf(dataDir), `${randomUUID()}.json`);
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(JSON.stringify({ projects }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return file;
}

/** Asks once no opening is under way: whatever one commits, it has committed by then. */
async function afterOpenings<T>(ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectPlanStore();
  try {
    await client.query("begin");
    await client.query(`set local lock_timeout = '${LONGEST_WAIT}'`);
    await client.query("select pg_advisory_xact_lock($1::bigint)", [OPENING_LOCK]);
    return await ask(client);
  } finally {
    await client.end();
  }
}

/** Whether a workspace came to be whose opening was not told so. */
export function isMade(workspaceId: string): Promise<boolean> {
  return afterOpenings(async (client) => {
    const { rows } = await client.query(`select 1 from "Workspace" where "id" = $1`, [workspaceId]);
    return rows.length > 0;
  });
}

/** Those that are not there and never will be. */
function neverMade(projects: readonly number[]): Promise<number[]> {
  return afterOpenings(async (client) => {
    const { rows } = await client.query<{ number: number }>(`select "number" from "Project" where "number" = any($1)`, [
      projects,
    ]);
    const made = new Set(rows.map(({ number }) => number));
    return projects.filter((number) => !made.has(number));
  });
}

/** Takes away what an opening put in for projects that never came to be, then its note. Safe to repeat. */
export async function endOpening(file: string): Promise<void> {
  const { projects } = noteSchema.parse(JSON.parse(await readFile(file, "utf8")));
  for (const number of await neverMade(projects)) {
    await eventDb().forget(number);
    await runningIngest()?.forgetPeople(number);
  }
  await rm(file, { force: true });
}

/** What a crash left of openings: nobody can see it, so nobody waits for it to go. */
export async function endLeftOpenings(dataDir: string): Promise<void> {
  const names = await readdir(folderOf(dataDir)).catch(() => []);
  for (const name of names) {
    await endOpening(join(folderOf(dataDir), name)).catch((error: unknown) => {
      log().error({ origin: "archive", name, err: error }, "an opening that did not end was not cleared away");
    });
  }
}
