/** An event's bytes are its own, whatever else the plan holds. */

import fc from "fast-check";
import { expect } from "vitest";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import type { GeneratedFiles } from "../file.ts";
import { arbitraryPlan } from "./arbitrary-plan.ts";

/** Fails when an event goes or others change places, and the files of the rest are not what they were. */
export async function expectSteadyEvents(
  generate: (published: PublishedPlan) => Promise<GeneratedFiles>,
  folder: string,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(arbitraryPlan, async (plan) => {
      const files = await generate(freezePlan(plan));
      const others = await generate(freezePlan({ ...plan, events: plan.events.slice(1).toReversed() }));
      for (const [path, text] of others) {
        if (`/${path}`.includes(`/${folder}/`)) expect(text).toBe(files.get(path));
      }
    }),
    { numRuns: 6 },
  );
}
