/** The temporary folder of a whole run of tests: what a test, or a program that it starts, leaves in it is seen and removed. */

import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "../process-running.ts";

const NAME = /^gabarit-run-(\d+)-/;

export interface RunFolder {
  readonly path: string;
  /** Removes it; answers what it held besides names like these. */
  close(own?: RegExp): readonly string[];
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
  sweep(tmpdir());
  const path = mkdtempSync(join(tmpdir(), `gabarit-run-${process.pid}-`));
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
