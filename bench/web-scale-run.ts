/** What the bench of the team's screens keeps from one run to the next: its project, and figures until all are measured. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "./bench-row.ts";
import type { TeamProject } from "./web-team.ts";

export const RUN_FOLDER = join(tmpdir(), "gabarit-web-scale");
const FILE = join(RUN_FOLDER, "run.json");

interface KeptRun {
  /** API token of the demo's owner, which is told once. */
  readonly token?: string;
  /** True from when the project begins to be filled. */
  readonly filling?: boolean;
  /** Once the project is filled. */
  readonly team?: TeamProject;
  /** By the part they are of. */
  readonly figures: Readonly<Record<string, readonly BenchRow[]>>;
}

export function keptRun(): KeptRun {
  try {
    return JSON.parse(readFileSync(FILE, "utf8")) as KeptRun;
  } catch {
    return { figures: {} };
  }
}

/** A project that was left half filled cannot be gone on with. */
export function dropHalfFilled(): void {
  const { filling, team } = keptRun();
  if (filling === true && team === undefined) rmSync(RUN_FOLDER, { recursive: true, force: true });
}

export function keepRun(changes: Partial<KeptRun>): void {
  mkdirSync(RUN_FOLDER, { recursive: true });
  writeFileSync(FILE, JSON.stringify({ ...keptRun(), ...changes }));
}
