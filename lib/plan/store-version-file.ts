/** Every published version is also a file of its own, written once and flushed: a plan outlives its database. */

import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { invariant } from "../base/error.ts";
import { isId } from "../base/id.ts";
import { planDb } from "../store/plan-db.ts";
import { canonicalJson } from "./canonical-json.ts";
import { documentOfPlan } from "./document.ts";
import type { PublishedPlan } from "./plan.ts";
import { loadVersion } from "./store-version.ts";

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeOnce(folder: string, name: string, text: string): Promise<void> {
  const draft = join(folder, `.${name}.${process.pid}`);
  const handle = await open(draft, "w", 0o444);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await rename(draft, join(folder, name));
  await flushFolder(folder);
}

function fileName({ version, hash }: Pick<PublishedPlan, "version" | "hash">): string {
  return `${version}-${hash}.json`;
}

/**
 * Writes the files that are missing in `<data dir>/versions/<project id>`: of the version just published, and of any other
 * whose file a crash prevented. Existing files are never touched.
 */
export async function writeVersionFiles(dataDir: string, projectId: string): Promise<void> {
  invariant(isId(projectId), "a project's folder is named by its id");
  const folder = join(dataDir, "versions", projectId);
  await mkdir(folder, { recursive: true });
  const present = new Set(await readdir(folder));
  const rows = await planDb().planVersion.findMany({
    where: { projectId },
    orderBy: { version: "asc" },
    select: { version: true, hash: true },
  });
  for (const row of rows) {
    if (present.has(fileName(row))) continue;
    const published = await loadVersion(projectId, row.version);
    const document = { ...published, plan: documentOfPlan(published.plan) };
    await writeOnce(folder, fileName(row), `${canonicalJson(document)}\n`);
  }
}
