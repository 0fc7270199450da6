/** Generation of an SDK, cold and after one change, beside json-schema-to-typescript alone on the same property types. */

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { compile, type JSONSchema } from "json-schema-to-typescript";
import { generate } from "../codegen/generate.ts";
import { largePlan } from "../codegen/testing/large-plan.ts";
import { planSchemas } from "../lib/plan/json-schema.ts";
import type { Plan } from "../lib/plan/plan.ts";
import { freezePlan } from "../lib/plan/publish.ts";
import { type BenchRow, median } from "./bench-row.ts";

const EVENTS = 500;
const COLD_RUNS = 3;
const WARM_RUNS = 5;

/** What one fresh process measures: each figure is a first run, with nothing compiled or cached before. */
interface ColdFigures {
  readonly library: number;
  readonly ours: number;
  /** As a package, after the sources: what printing it adds. */
  readonly packed: number;
}

async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The library alone: one call per event with the plan's own schemas, the way it would be used without us. */
async function libraryAlone(plan: Plan): Promise<void> {
  const schemas = [...planSchemas(plan).values()];
  for (const [at, schema] of schemas.entries()) {
    await compile(schema as JSONSchema, `Event${at}`, {
      bannerComment: "",
      format: false,
      ignoreMinAndMaxItems: true,
    });
  }
}

async function measureCold(first: "ours" | "library"): Promise<ColdFigures> {
  const plan = largePlan(EVENTS);
  const published = freezePlan(plan);
  const ours = () => elapsed(() => generate(published, { target: "typescript" }));
  const library = () => elapsed(() => libraryAlone(plan));
  const packed = () => elapsed(() => generate(published, { target: "typescript", mode: "package" }));
  // Whoever comes second finds the library warm: the order changes from run to run.
  if (first === "ours") return { ours: await ours(), packed: await packed(), library: await library() };
  return { library: await library(), ours: await ours(), packed: await packed() };
}

async function coldInProcess(first: "ours" | "library"): Promise<ColdFigures> {
  const self = fileURLToPath(import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", self, "cold", first]);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}") as ColdFigures;
}

function withOneChange(plan: Plan, round: number): Plan {
  const events = plan.events.map((event, at) => (at === round ? { ...event, open: true } : event));
  return { ...plan, events };
}

async function measureWarm(): Promise<number> {
  const plan = largePlan(EVENTS);
  await generate(freezePlan(plan), { target: "typescript" });
  const times: number[] = [];
  for (let round = 0; round < WARM_RUNS; round++) {
    const published = freezePlan(withOneChange(plan, round));
    times.push(await elapsed(() => generate(published, { target: "typescript" })));
  }
  return median(times);
}

/** Times are first runs of fresh processes, since that is what a developer waits for; medians of a few, orders alternated. */
export async function run(): Promise<BenchRow[]> {
  const cold: ColdFigures[] = [];
  for (let at = 0; at < COLD_RUNS * 2; at++) cold.push(await coldInProcess(at % 2 === 0 ? "ours" : "library"));
  const ours = median(cold.filter((_, at) => at % 2 === 0).map((figures) => figures.ours));
  const library = median(cold.filter((_, at) => at % 2 === 1).map((figures) => figures.library));
  const packed = median(cold.filter((_, at) => at % 2 === 0).map((figures) => figures.packed));
  const warm = await measureWarm();
  return [
    { name: `json-schema-to-typescript alone, ${EVENTS} events x 12, cold`, value: library, unit: "ms" },
    {
      name: `generate, ${EVENTS} events x 12, cold`,
      value: ours,
      unit: "ms",
      ratio: ours / library,
      goal: "<= 2000 ms",
      floor: "3000 ms",
    },
    { name: `generate, the same as a package, cold`, value: ours + packed, unit: "ms", goal: "<= 2000 ms" },
    { name: "generate, one event changed, warm", value: warm, unit: "ms", ratio: warm / ours, goal: "<= 300 ms" },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === "cold") {
  console.log(JSON.stringify(await measureCold(process.argv[3] === "library" ? "library" : "ours")));
}
