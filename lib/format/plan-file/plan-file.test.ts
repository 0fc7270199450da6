import fc from "fast-check";
import { expect, it } from "vitest";
import { hostilePlan } from "../../plan/hostile-plan.ts";
import type { Plan } from "../../plan/plan.ts";
import { referencePlan } from "../../plan/reference-plan.ts";
import { randomPlan } from "../testing/random-plan.ts";
import { readPlanFile } from "./read.ts";
import { writePlanFile } from "./write.ts";

function planIn(text: string): Plan {
  const result = readPlanFile(text);
  if (!result.ok) throw new Error(`${JSON.stringify(result.errors[0])} in\n${text}`);
  return result.plan;
}

const reread = (plan: Plan) => planIn(writePlanFile(plan));

it("reads back the reference and the hostile plan as they were", () => {
  expect(reread(referencePlan)).toEqual(referencePlan);
  expect(reread(hostilePlan)).toEqual(hostilePlan);
});

it("reads back any plan, also through UTF-8 bytes and over another file", () => {
  fc.assert(
    fc.property(randomPlan, (plan) => {
      const text = new TextDecoder().decode(new TextEncoder().encode(writePlanFile(plan)));
      expect(planIn(text)).toEqual(plan);
      expect(planIn(writePlanFile(plan, { previous: writePlanFile(referencePlan) }))).toEqual(plan);
      expect(writePlanFile(plan, { previous: text })).toBe(text);
    }),
    { numRuns: 60 },
  );
});
