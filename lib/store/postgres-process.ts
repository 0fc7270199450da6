/** Finding and stopping a PostgreSQL server by its process id. */

import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning } from "../base/process-running.ts";
import { StartRefusal } from "../base/start-refusal.ts";

/** The process id in a cluster's `postmaster.pid`, if there is one. */
export function serverPid(cluster: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, "postmaster.pid"), "utf8"), 10);
    return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** A zombie answers signal 0, and holds nothing. */
function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** True when `pid` is a server of this cluster and not another process that got the same number. */
export function isPostgresOf(pid: number, cluster: string): boolean {
  if (!isRunning(pid) || isZombie(pid)) return false;
  try {
    // A server's working directory is its cluster.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    const shown = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return shown.stdout?.includes(cluster) ?? false;
  }
}

async function goneWithin(pid: number, seconds: number): Promise<boolean> {
  for (let waited = 0; waited < seconds * 1000; waited += 20) {
    if (!isRunning(pid) || isZombie(pid)) return true;
    await sleep(20);
  }
  return false;
}

/** Fast shutdown, then immediate; never SIGKILL, which would leave its workers holding shared memory. */
export async function stopServer(pid: number): Promise<void> {
  for (const [signal, seconds] of [
    ["SIGINT", 7],
    ["SIGQUIT", 5],
  ] as const) {
    if (!isRunning(pid)) return;
    process.kill(pid, signal);
    if (await goneWithin(pid, seconds)) return;
  }
  throw new StartRefusal(`The embedded PostgreSQL (process ${pid}) does not stop.`);
}
