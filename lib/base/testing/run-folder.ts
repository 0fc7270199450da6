/** The temporary folder of a whole run of tests: what a test, or a program that it starts, leaves in it is seen and removed. */

import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "../process-running.ts";

const NAME = /^gabarit-run-(\d+)-/;

export interface RunFolder {
  readonly path: string;
  /** Removes it; answers what it held besides names like these. */
  close(own?: RegExp): readonly string[];
}

const MEMORY = "/dev/shm";
/** What all databases of a run, none of which is dropped before its end, and the stores of its files take, twice over. */
const ROOM_BYTES = 6 * 1024 ** 3;

/** Files in memory that are as files elsewhere: with room for a run, and programs in them may be started. */
function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    const mount = readFileSync("/proc/mounts", "utf8")
      .split("\n")
      .map((line) => line.split(" "))
      .find(([, place]) => place === MEMORY);
    const isWhole = mount?.[2] === "tmpfs" && !mount[3]?.split(",").includes("noexec");
    return isWhole && bavail * bsize >= ROOM_BYTES && freemem() >= 2 * ROOM_BYTES;
  } catch {
    return false;
  }
}

/**
 * Where runs have their folders: as told, else in memory, else where temporary files are. Tests end programs, not machines:
 * whether a disk has kept what it was given is nothing that a test could see, and to wait for it takes milliseconds each time.
 */
function parentOfRuns(): string {
  return process.env.TMPDIR === undefined && hasRoomInMemory() ? MEMORY : tmpdir();
}

/** Of runs that were killed: nobody else will. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(NAME.exec(name)?.[1]);
    if (pid > 0 && !isRunning(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** Makes it, and makes it the temporary folder of whatever is started from here on. */
export function openRunFolder(): RunFolder {
  const before = process.env.TMPDIR;
  const parent = parentOfRuns();
  sweep(parent);
  const path = mkdtempSync(join(parent, `gabarit-run-${process.pid}-`));
  // A PostgreSQL that is started by root runs as somebody else, and must reach its cluster in here.
  chmodSync(path, 0o711);
  process.env.TMPDIR = path;
  return {
    path,
    close(own) {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      const left = readdirSync(path).filter((name) => own?.test(name) !== true);
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
      return left;
    },
  };
}
