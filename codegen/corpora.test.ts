/** Real plans: whatever imports here generates code that compiles strictly and sends what the plan says. */

import { beforeAll, describe, expect, it } from "vitest";
import { freezePlan } from "../lib/plan/publish.ts";
import type { GeneratedFiles } from "./file.ts";
import { generate } from "./generate.ts";
import { nativeProblems } from "./testing/compile-native.ts";
import { under } from "./testing/compile-typescript.ts";
import { type CorpusPlan, hasCorpora, readCorpora } from "./testing/corpora-plans.ts";
import { type Drive, drivePlan } from "./testing/drive-plan.ts";
import { executePlan, type Refusals } from "./testing/execute-plan.ts";
import { wrongCalls } from "./testing/wrong-calls.ts";

interface GeneratedPlan extends CorpusPlan {
  readonly files: GeneratedFiles;
  readonly drive: Drive;
}

async function generated(corpus: CorpusPlan): Promise<GeneratedPlan> {
  const { plan } = corpus;
  const published = freezePlan({ ...plan, settings: { ...plan.settings, automatic: [] } });
  const files = await generate(published, { target: "typescript" });
  return { ...corpus, files, drive: drivePlan(published, files) };
}

describe.skipIf(!hasCorpora)("plans of the corpora", () => {
  let plans: readonly GeneratedPlan[] = [];
  let refused: readonly string[] = [];

  beforeAll(async () => {
    const read = await readCorpora();
    refused = read.refused;
    plans = await Promise.all(read.plans.map(generated));
  });

  it("import, those of the formats that do", () => {
    // What an importer refuses, and why, is that importer's own matter.
    if (refused.length > 0) console.warn(`Not imported:\n${refused.join("\n")}`);
    expect(plans.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "segment typewriter-e2e.plan.json",
        "segment typewriter-telemetry.plan.json",
        "csv ecommerce-ga4-meta.csv",
        "csv lead-generation-ga4-meta.csv",
        "rudderstack",
        "wikimedia",
      ]),
    );
  });

  it("compile, every event called, and refuse what their schemas refuse", async () => {
    let refusedCalls = 0;
    const program = plans.flatMap(({ plan, files, drive }, at) => {
      const wrong = wrongCalls(plan, files);
      refusedCalls += wrong.count;
      return under(`plan${at}`, [...files, ["driver.ts", drive.source], ["wrong.ts", wrong.source]]);
    });
    expect(refusedCalls).toBeGreaterThan(200);
    expect(await nativeProblems(program)).toBe("");
  });

  it("send what they say, and conform at ingest", async () => {
    const refusals: Record<string, Refusals> = {};
    let events = 0;
    for (const { name, plan, files, drive } of plans) {
      const refused = await executePlan(files, drive);
      events += plan.events.length;
      if (refused.length > 0) refusals[name] = refused;
    }
    console.info(`${events} events of ${plans.length} plans were sent and judged`);
    // Not one exception: a plan that needs one is named here.
    expect(refusals).toEqual({});
    expect(events).toBeGreaterThan(70);
  });
});
