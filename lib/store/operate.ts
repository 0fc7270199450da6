/** What the operator's commands do: through the process that runs, else on the stores themselves. */

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Env } from "../base/env.ts";
import { StartRefusal } from "../base/start-refusal.ts";
import { backUp } from "./backup.ts";
import type { BackupManifest } from "./backup-manifest.ts";
import { type Asker, askRunning } from "./control-socket.ts";
import { LOCK_FILE } from "./data-dir.ts";
import { openStores, type Stores } from "./stores.ts";

/** Commands that have nothing to do in a folder without an installation: one made on the way would only be in the way. */
const OF_WHAT_IS_THERE: ReadonlySet<string> = new Set(["backup", "reset-password", "workspace-export"]);

function requireInstallation({ dataDir, databaseUrl }: Env, command: string): void {
  if (databaseUrl !== undefined || !OF_WHAT_IS_THERE.has(command)) return;
  const path = resolve(dataDir);
  const holds = (folder: string) => existsSync(join(folder, "postgres"));
  if (holds(path)) return;
  const demo = join(path, "demo");
  const hint = holds(demo) ? ` That of the demo is in ${demo}: name it by GABARIT_DATA_DIR.` : "";
  throw new StartRefusal(`${path} holds no installation of Gabarit.${hint}`);
}

/**
 * Does `alone` with the stores open, when no process has them, else asks that process for the command.
 * @throws StartRefusal with one line for whoever asked.
 */
export async function operate<T>(
  env: Env,
  command: string,
  input: unknown,
  alone: (stores: Stores) => Promise<T>,
  onProgress?: Asker["onProgress"],
): Promise<T> {
  // To ask leaves something behind, and nobody runs on a folder without its lock.
  if (!existsSync(join(resolve(env.dataDir), LOCK_FILE))) requireInstallation(env, command);
  const answered = await askRunning<T>(env.dataDir, command, input, onProgress);
  if (answered !== undefined) return answered;
  requireInstallation(env, command);
  const stores = await openStores(env);
  try {
    return await alone(stores);
  } finally {
    await stores.close();
  }
}

/** Backs the installation up into a new or empty folder, whether it runs or not. */
export function backUpInstallation(env: Env, target: string): Promise<BackupManifest> {
  const folder = resolve(target);
  return operate(env, "backup", { target: folder }, (stores) => backUp(stores.dataDir, folder));
}
