/** What leaves the Java SDK is what the plan says: compiled without a warning, run for real, compared, judged by ingest. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDevelopmentVariable } from "../../lib/base/env.ts";
import { HOSTILE_NAMES, hostilePlan } from "../../lib/plan/hostile-plan.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { arbitraryPlan } from "../testing/arbitrary-plan.ts";
import { expectArrived } from "../testing/execute-plan.ts";
import { messageTexts, startSink } from "../testing/sink.ts";
import { generateJava } from "./generate-java.ts";
import { driveJava, type JavaDrive } from "./testing/drive-java.ts";
import { compileJava, hasJavac, runJava } from "./testing/run-java.ts";

const LONG = readDevelopmentVariable("TEST_LONG") !== undefined;
const isThere = hasJavac();
if (!isThere) console.warn("skipped: Java SDKs are not compiled, there is no javac 17 on this machine");

/** JavaScript puts keys that are small whole numbers first; elsewhere they stay where the plan has them. */
function inOrderOfJavascript(text: string): string {
  return /"\d+":/.test(text) ? JSON.stringify(JSON.parse(text)) : text;
}

/** Compiles the SDKs of these plans together, and sends every event of each. */
async function prove(plans: readonly Plan[], seed = 1): Promise<string[]> {
  const drives: JavaDrive[] = [];
  const files: [string, string][] = [];
  for (const plan of plans) {
    const published = freezePlan(plan);
    const drive = driveJava(published, seed);
    drives.push(drive);
    files.push(...(await generateJava(published)), [`${drive.main}.java`, drive.source]);
  }
  const { folder, code, output } = await compileJava(files);
  expect(output).toBe("");
  expect(code).toBe(0);
  const refused: string[] = [];
  for (const drive of drives) {
    const sink = await startSink();
    try {
      const run = await runJava(folder, drive.main, sink.url);
      expect(run).toEqual({ code: 0, output: "" });
      const arrived = sink.received.flatMap(({ body }) => messageTexts(body)).map(inOrderOfJavascript);
      refused.push(...expectArrived(drive, arrived));
    } finally {
      await sink.close();
    }
  }
  return refused;
}

function part(plan: Plan, names: readonly string[]): Plan {
  return { ...plan, events: plan.events.filter(({ name }) => names.includes(name)) };
}

describe.skipIf(!isThere)("the Java SDK", () => {
  it("compiles without a warning and sends every event of a small hostile plan exactly as planned", {
    timeout: 120_000,
  }, async () => {
    const names = HOSTILE_NAMES.filter((_, at) => at % 6 === 0);
    expect(await prove([part(hostilePlan, names)])).toEqual([]);
  });

  it.runIf(LONG)("does so for the reference plan and the whole hostile plan", { timeout: 600_000 }, async () => {
    for (const seed of [1, 2, 3]) expect(await prove([referencePlan, hostilePlan], seed)).toEqual([]);
  });

  it.runIf(LONG)("does so for random plans", { timeout: 1_800_000 }, async () => {
    const batch = fc.array(arbitraryPlan, { minLength: 10, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(batch, fc.nat(), async (plans, seed) => {
        await prove(
          plans.map((plan, at) => ({ ...plan, slug: `random-${at}` })),
          seed,
        );
      }),
      { numRuns: 20, interruptAfterTimeLimit: 900_000, endOnFailure: true },
    );
  });
});
