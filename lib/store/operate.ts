/** What the operator's commands do: through the process that runs, else on the stores themselves. */

import { resolve } from "node:path";
import type { Env } from "../base/env.ts";
import { backUp } from "./backup.ts";
import type { BackupManifest } from "./backup-manifest.ts";
import { type Asker, askRunning } from "./control-socket.ts";
import { openStores, type Stores } from "./stores.ts";

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
  const answered = await askRunning<T>(env.dataDir, command, input, onProgress);
  if (answered !== undefined) return answered;
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
