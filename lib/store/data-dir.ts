/** The data folder: what lies where in it, and the lock that keeps it to one process at a time. */

import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { StartRefusal } from "../base/start-refusal.ts";

export const LOCK_FILE = "lock";
/** There while a restore is under way, or since one was cut short. */
export const RESTORING_FILE = "restoring";

export interface DataDir {
  readonly path: string;
  readonly postgres: string;
  readonly events: string;
  readonly journal: string;
  /** Published plan versions as files that never change. */
  readonly versions: string;
  /** Gives the folder up. The kernel does it too when the process ends, however it ends. */
  release(): void;
}

/**
 * Node has no flock. A program that inherits our open file locks the file description, which is ours too: when it has
 * ended, the lock is still held by our descriptor and by nothing else.
 */
const LOCKERS: readonly (readonly [string, ...string[]])[] = [
  ["flock", "--nonblock", "--exclusive", "3"],
  ["perl", "-e", "use Fcntl ':flock'; open(my $f, '>&=', 3) or exit 9; exit(flock($f, LOCK_EX | LOCK_NB) ? 0 : 1)"],
];

function lockDescriptor(descriptor: number): boolean {
  for (const [program, ...args] of LOCKERS) {
    const done = spawnSync(program, args, { stdio: ["ignore", "ignore", "ignore", descriptor] });
    if (done.error === undefined && (done.status === 0 || done.status === 1)) return done.status === 0;
  }
  throw new StartRefusal("Locking the data folder needs the program flock or perl; install one.");
}

function holderOf(file: string): string {
  const written = readFileSync(file, "utf8").trim();
  return /^\d+$/.test(written) ? `process ${written}` : "another process";
}

/** One after the other: where the system says of a folder that is there that it is not (`/proc`), Node's own way never ends. */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function openLock(path: string): number {
  try {
    makeFolders(path);
    chmodSync(path, 0o700);
    return openSync(join(path, LOCK_FILE), "a+", 0o600);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new StartRefusal(`The data folder ${path} cannot be used (${reason}).`, { cause });
  }
}

function refuseHalfRestored(path: string): void {
  if (!existsSync(join(path, RESTORING_FILE))) return;
  throw new StartRefusal(`A restore into ${path} did not finish: empty the folder and restore again.`);
}

/**
 * Takes the data folder for this process.
 * @throws StartRefusal naming the process that has it.
 */
export function takeDataDir(dir: string, options: { readonly restoring?: boolean } = {}): DataDir {
  const path = resolve(dir);
  if (options.restoring !== true) refuseHalfRestored(path);
  const descriptor = openLock(path);
  if (!lockDescriptor(descriptor)) {
    closeSync(descriptor);
    throw new StartRefusal(`The data folder ${path} is in use by ${holderOf(join(path, LOCK_FILE))}.`);
  }
  ftruncateSync(descriptor);
  writeSync(descriptor, `${process.pid}\n`);
  return {
    path,
    postgres: join(path, "postgres"),
    events: join(path, "events"),
    journal: join(path, "journal"),
    versions: join(path, "versions"),
    release: () => closeSync(descriptor),
  };
}
