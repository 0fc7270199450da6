/** What leaves the SDK is what the plan says: compiled strictly, run for real, compared byte for byte, judged by ingest. */

import { describe, expect, it } from "vitest";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { generate } from "../generate.ts";
import { compileProblems } from "../testing/compile-typescript.ts";
import { drivePlan } from "../testing/drive-plan.ts";
import { executePlan } from "../testing/execute-plan.ts";
import { wrongCalls } from "../testing/wrong-calls.ts";

// Compiling and running real programs takes its time on a busy machine.

describe.each([referencePlan, hostilePlan])("the plan $slug", (plan) => {
  it("compiles strictly, runs without evaluating text, and sends every event exactly as planned", async () => {
    const published = freezePlan(plan);
    const files = await generate(published, { target: "typescript" });
    for (const seed of [1, 2, 3]) {
      const drive = drivePlan(published, files, seed);
      const wrong = wrongCalls(plan, files, seed);
      expect(wrong.count).toBeGreaterThan(plan.events.length);
      const program = [...files, ["driver.ts", drive.source], ["wrong.ts", wrong.source]] as const;
      if (seed === 1) expect(compileProblems(program)).toEqual([]);
      expect(await executePlan(files, drive)).toEqual([]);
    }
  });
});
