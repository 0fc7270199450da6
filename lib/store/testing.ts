/** Real stores for tests: a migrated PostgreSQL database per test file, a chDB folder per worker. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import { applyDdl } from "./ddl.ts";
import { closeEventDb, openEventDb } from "./event-db.ts";
import { closePlanDb, openPlanDb } from "./plan-db.ts";

const SLOW_MS = 120_000;

/** The address of a database of one's own: with the schema, or quite empty. */
export async function testDatabase(kind: "migrated" | "empty"): Promise<string> {
  const answer = await fetch(`${inject("testCluster")}/${kind}`, { method: "POST" });
  if (!answer.ok) throw new Error(`No test database: ${await answer.text()}`);
  return answer.text();
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
    dir = mkdtempSync(join(tmpdir(), "gabarit-events-"));
    await applyDdl(openEventDb({ dir }));
  }, SLOW_MS);
  afterAll(async () => {
    await closeEventDb();
    rmSync(dir, { recursive: true, force: true });
  }, SLOW_MS);
  return { folder: () => dir };
}
