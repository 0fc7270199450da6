/** Whatever a plan says, its code compiles, runs, and sends what the plan says. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDevelopmentVariable } from "../../lib/base/env.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { generate } from "../generate.ts";
import { arbitraryPlan } from "../testing/arbitrary-plan.ts";
import { assertProperty } from "../testing/assert-property.ts";
import { compileProblems } from "../testing/compile-typescript.ts";
import { drivePlan } from "../testing/drive-plan.ts";
import { executePlan } from "../testing/execute-plan.ts";
import { wrongCalls } from "../testing/wrong-calls.ts";

const LONG = readDevelopmentVariable("TEST_LONG") !== undefined;

describe("random plans", () => {
  it("refuse what the schema refuses, compile, run without evaluating text, and send every event byte for byte", {
    timeout: 700_000,
  }, async () => {
    const count = await assertProperty(
      fc.tuple(arbitraryPlan, fc.nat()),
      async ([plan, seed]) => {
        const published = freezePlan(plan);
        const files = await generate(published, { target: "typescript" });
        expect([...(await generate(published, { target: "typescript" }))]).toEqual([...files]);
        const drive = drivePlan(published, files, seed);
        const wrong = wrongCalls(plan, files, seed);
        const program = [...files, ["driver.ts", drive.source], ["wrong.ts", wrong.source]] as const;
        expect(compileProblems(program)).toEqual([]);
        await executePlan(files, drive);
      },
      LONG ? { numRuns: 300, milliseconds: 600_000 } : { numRuns: 15, milliseconds: 60_000 },
    );
    if (LONG) console.info(`${count} random plans`);
  });
});
