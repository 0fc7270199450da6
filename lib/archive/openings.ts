/**
 * What an opening of an archive puts into the event store before its workspace is there to see. The numbers it uses are
 * noted on disk first: should it not end, whoever comes next takes its rows away again.
 */

import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { log } from "../base/log.ts";
import { runningIngest } from "../ingest/running-ingest.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";

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

/** Takes away what an opening put in for projects that never came to be, then its note. Safe to repeat. */
export async function endOpening(file: string): Promise<void> {
  const { projects } = noteSchema.parse(JSON.parse(await readFile(file, "utf8")));
  for (const number of projects) {
    if ((await planDb().project.count({ where: { number } })) > 0) continue;
    await eventDb().forget(number);
    await runningIngest()?.forgetPeople(number);
  }
  await rm(file, { force: true });
}

/** What a crash left of openings. Before the first request. */
export async function endLeftOpenings(dataDir: string): Promise<void> {
  const names = await readdir(folderOf(dataDir)).catch(() => []);
  for (const name of names) {
    await endOpening(join(folderOf(dataDir), name)).catch((error: unknown) => {
      log().error({ origin: "archive", name, err: error }, "an opening that did not end was not cleared away");
    });
  }
}
