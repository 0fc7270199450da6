/**
 * `npm run bench [-- NAME ...]`: prints figures side by side with the limit they are measured against. Nothing passes or
 * fails here: a shared machine is noisy, so each row shows its goal and the load average shows how quiet it was.
 */

import { cpus, loadavg } from "node:os";
import type { BenchRow } from "./bench-row.ts";

const BENCHES: Record<string, () => Promise<{ run(): Promise<readonly BenchRow[]> }>> = {
  generate: () => import("./generate.ts"),
  sdk: () => import("./sdk.ts"),
  status: () => import("./status.ts"),
  validate: () => import("./validate.ts"),
  ingest: () => import("./ingest.ts"),
  analysis: () => import("./analysis.ts"),
  backtest: () => import("./backtest.ts"),
  review: () => import("./review.ts"),
  web: () => import("./web.ts"),
  "web-grid": () => import("./web-grid.ts"),
  "web-scale": () => import("./web-scale.ts"),
};

/** Those of the screens need a built application and a browser: they run when asked for by name. */
const DEFAULT = ["generate", "sdk", "status", "validate", "ingest", "analysis", "backtest"];

function printed(row: BenchRow): Record<string, string | number> {
  return {
    measure: row.name,
    // What failed is kept as no number, which a file of JSON cannot hold.
    value: Number((row.value ?? Number.NaN).toPrecision(4)),
    unit: row.unit,
    ratio: row.ratio === undefined ? "" : Number(row.ratio.toPrecision(3)),
    goal: row.goal ?? "",
    floor: row.floor ?? "",
  };
}

const load = () =>
  loadavg()
    .map((value) => value.toFixed(2))
    .join(" ");

const asked = process.argv.slice(2);
for (const name of asked.length === 0 ? DEFAULT : asked) {
  const bench = BENCHES[name];
  if (bench === undefined) {
    console.error(`No bench called ${name}. There are: ${Object.keys(BENCHES).join(", ")}.`);
    process.exit(2);
  }
  console.log(`\n${name}: ${cpus().length} cores, Node ${process.versions.node}, load average ${load()}`);
  const rows = await (await bench()).run();
  console.table(rows.map(printed));
  console.log(`load average afterwards ${load()}`);
}
process.exit(0);
