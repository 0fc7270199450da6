/**
 * Verdicts with violations as values, beside the ajv that says what is wrong, on the same parsed events. A verdict asks it
 * only about events that a quicker one, stopping at the first error, does not find conformant.
 */

import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { Call } from "../lib/ingest/call.ts";
import { judge } from "../lib/ingest/judge.ts";
import { readCall } from "../lib/ingest/read-call.ts";
import { onlyVersion } from "../lib/ingest/validate.ts";
import { eventSchema } from "../lib/plan/json-schema.ts";
import { newAjv } from "../lib/plan/plan-ajv.ts";
import { freezePlan } from "../lib/plan/publish.ts";
import { benchMessage, benchPlan } from "./bench-plan.ts";
import { type BenchRow, median } from "./bench-row.ts";

const EVENTS = 20_000;
const WARM_UP_MS = 12_000;
const ROUNDS = 15;

interface Contender {
  readonly name: string;
  run(): number;
}

/** The work of the events is summed up, so that no engine can leave it out. */
function callsOf(brokenEvery: number): Call[] {
  return Array.from({ length: EVENTS }, (_, index) => {
    const broken = brokenEvery > 0 && index % brokenEvery === 0;
    const read = readCall(JSON.parse(JSON.stringify(benchMessage(index, `m${index}`, broken))) as unknown);
    if (!("call" in read)) throw new Error("A bench message is readable");
    return read.call;
  });
}

function ajvContender(name: string, ajv: Ajv, calls: readonly Call[]): Contender {
  const plan = benchPlan("bench");
  const validators = new Map<string, ValidateFunction>(
    plan.events.map((event) => [event.name, ajv.compile(eventSchema(plan, event))]),
  );
  return {
    name,
    run: () => {
      let conformant = 0;
      for (const call of calls) if (validators.get(call.name)?.(call.subject) === true) conformant += 1;
      return conformant;
    },
  };
}

function ours(calls: readonly Call[]): Contender {
  const versions = onlyVersion(freezePlan(benchPlan("bench")));
  const rule = { sourceSlug: "bench", unplanned: "violation", withinLimits: true } as const;
  return {
    name: "verdict",
    run: () => {
      let conformant = 0;
      for (const call of calls) if (judge(call, versions, rule).verdict === "conformant") conformant += 1;
      return conformant;
    },
  };
}

/** Events per second of each contender: medians of rounds that take turns. */
function measure(contenders: readonly Contender[]): Map<string, number> {
  const expected = contenders[0]?.run();
  for (const contender of contenders) {
    if (contender.run() !== expected) throw new Error(`${contender.name} gives other verdicts`);
  }
  const end = performance.now() + WARM_UP_MS;
  while (performance.now() < end) for (const contender of contenders) contender.run();
  const rates = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const contender of contenders) {
      const started = performance.now();
      contender.run();
      rates.get(contender.name)?.push((EVENTS / (performance.now() - started)) * 1_000);
    }
  }
  return new Map([...rates].map(([name, values]) => [name, median(values)]));
}

function rowsOf(label: string, brokenEvery: number): BenchRow[] {
  const calls = callsOf(brokenEvery);
  const plain = new Ajv({ strict: false, logger: false });
  addFormats(plain);
  const rates = measure([
    ajvContender("ajv, same options", newAjv(), calls),
    ours(calls),
    ajvContender("ajv, default options", plain, calls),
  ]);
  const limit = rates.get("ajv, same options") ?? Number.NaN;
  return [...rates].map(([name, value]) => ({
    name: `${name}, ${label}`,
    value,
    unit: "events/s",
    ratio: value / limit,
    ...(name === "verdict" ? { goal: ">= 0.9", floor: "0.9" } : {}),
  }));
}

/** Figures of validation alone: objects already parsed, 200 events of 12 properties. */
export async function run(): Promise<BenchRow[]> {
  return [...rowsOf("all valid", 0), ...rowsOf("5 % invalid", 20)];
}
