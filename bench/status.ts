/** `gabarit status` on four hundred files written to trip scanners, as a new process runs it. */

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { trippingApp } from "../cli/status/testing/tripping-app.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { type BenchRow, median } from "./bench-row.ts";

const FILES = 403;
const RUNS = 3;
const LAUNCH = fileURLToPath(new URL("../cli/launch.mjs", import.meta.url));

export async function run(): Promise<readonly BenchRow[]> {
  const root = await mkdtemp(join(tmpdir(), "gabarit-bench-status-"));
  try {
    const { published, truth, files } = await trippingApp(root, FILES);
    await writeFile(join(root, "plan.yaml"), writePlanFile(published.plan));
    const seconds: number[] = [];
    let found = 0;
    for (let at = 0; at < RUNS; at += 1) {
      const started = performance.now();
      const given = [LAUNCH, "status", "plan.yaml", "--src", "src", "--json", "--no-state"];
      const { stdout } = await promisify(execFile)(process.execPath, given, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
      seconds.push((performance.now() - started) / 1000);
      const { events } = JSON.parse(stdout) as { events: readonly { sites: readonly object[] }[] };
      found = events.reduce((sum, { sites }) => sum + sites.length, 0);
    }
    return [
      { name: `status, ${files} files`, value: median(seconds), unit: "s", goal: "<= 8" },
      { name: `uses found of ${truth.length}`, value: found, unit: "uses", goal: String(truth.length) },
    ];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
