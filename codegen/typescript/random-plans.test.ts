/** Whatever a plan says, its code compiles, runs, and sends what the plan says. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDevelopmentVariable } from "../../lib/base/env.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { generate } from "../generate.ts";
import { arbitraryPlan } from "../testing/arbitrary-plan.ts";
import { assertProperty } from "../testing/assert-property.ts";
import { nativeProblems } from "../testing/compile-native.ts";
import { compileProblems, under } from "../testing/compile-typescript.ts";
import { drivePlan } from "../testing/drive-plan.ts";
import { executePlan } from "../testing/execute-plan.ts";
import { wrongCalls } from "../testing/wrong-calls.ts";

const LONG = readDevelopmentVariable("TEST_LONG") !== undefined;

const plans = fc.tuple(arbitraryPlan, fc.nat());

/** The code of a plan, with every call of it that is right and every one that is not. */
async function written([plan, seed]: readonly [Plan, number]) {
  const published = freezePlan(plan);
  const files = await generate(published, { target: "typescript" });
  expect([...(await generate(published, { target: "typescript" }))]).toEqual([...files]);
  const drive = drivePlan(published, files, seed);
  const wrong = wrongCalls(plan, files, seed);
  return { files, drive, program: [...files, ["driver.ts", drive.source], ["wrong.ts", wrong.source]] as const };
}

const LAW = "refuse what the schema refuses, compile, run without evaluating text, and send every event byte for byte";

describe("random plans", () => {
  if (LONG) {
    it(LAW, { timeout: 700_000 }, async () => {
      const count = await assertProperty(
        plans,
        async (plan) => {
          const { files, drive, program } = await written(plan);
          expect(compileProblems(program)).toEqual([]);
          await executePlan(files, drive);
        },
        { numRuns: 300, milliseconds: 600_000 },
      );
      console.info(`${count} random plans`);
    });
  } else {
    it(LAW, async () => {
      const all = await Promise.all(fc.sample(plans, { numRuns: 15, seed: 15 }).map(written));
      expect(await nativeProblems(all.flatMap(({ program }, at) => under(`plan${at}`, program)))).toBe("");
      for (const { files, drive } of all) await executePlan(files, drive);
    });
  }
});
