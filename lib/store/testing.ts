/** Real stores for tests: a migrated PostgreSQL database per test file, a chDB folder per worker. */

import { cpSync } from "node:fs";
import { afterAll, beforeAll, inject } from "vitest";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { closeEventDb, openEventDb } from "./event-db.ts";
import { closePlanDb, openPlanDb } from "./plan-db.ts";

const SLOW_MS = 120_000;

async function ask(what: "migrated" | "empty" | "events"): Promise<string> {
  const answer = await fetch(`${inject("testCluster")}/${what}`, { method: "POST" });
  if (!answer.ok) throw new Error(`No test database: ${await answer.text()}`);
  return answer.text();
}

/** The address of a database of one's own: with the schema, or quite empty. */
export function testDatabase(kind: "migrated" | "empty"): Promise<string> {
  return ask(kind);
}

/** Opens `planDb()` on a migrated database of this test file's own. */
export function usePlanDb(): void {
  beforeAll(async () => {
    openPlanDb(await testDatabase("migrated"));
  }, SLOW_MS);
  afterAll(closePlanDb, SLOW_MS);
}

/** Opens `eventDb()` on a new folder with the layout applied; `folder()` is that folder. */
export function useEventDb(): { folder(): string } {
  let dir = "";
  beforeAll(async () => {
    dir = temporaryFolder("events");
    cpSync(await ask("events"), dir, { recursive: true, verbatimSymlinks: true });
    openEventDb({ dir });
  }, SLOW_MS);
  afterAll(async () => {
    await closeEventDb();
  }, SLOW_MS);
  return { folder: () => dir };
}
