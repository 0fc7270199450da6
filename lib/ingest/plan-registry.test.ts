import { afterEach, expect, it, vi } from "vitest";
import { referencePlan } from "../plan/reference-plan.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { PlanRegistry } from "./plan-registry.ts";
import { createTestProject } from "./testing/project.ts";

usePlanDb();

const registry = new PlanRegistry();
afterEach(() => {
  vi.useRealTimers();
  registry.close();
});

it("a version that was never published costs no question, however large its number and however many are declared", async () => {
  const project = await createTestProject();
  await project.publish(referencePlan);
  vi.useFakeTimers({ toFake: ["Date"] });
  const plans = registry.of(project.id);
  // The column that keeps versions would not even hold these.
  await plans.prepare([1, 2 ** 31, Number.MAX_SAFE_INTEGER]);
  expect(plans.find(1)).toBe(plans.latest);
  expect(plans.find(2 ** 31)).toBeUndefined();
  const unknown = Array.from({ length: 4_096 }, (_, index) => index + 2);
  expect(plans.prepare(unknown)).toBeUndefined();
  expect(plans.prepare([1])).toBeUndefined();

  // Another process publishes: nobody here is told.
  const [first] = await planDb().planVersion.findMany({ where: { projectId: project.id } });
  if (first === undefined) throw new Error("No version");
  await planDb().planVersion.create({
    data: { ...first, document: first.document as object, eventVersions: {}, version: 2 },
  });
  expect(plans.prepare([2])).toBeUndefined();
  vi.setSystemTime(Date.now() + 1_500);
  await plans.prepare(unknown);
  expect(plans.latest?.version).toBe(2);
  expect(plans.find(2)).toBe(plans.latest);
  expect(plans.prepare(unknown)).toBeUndefined();

  // What is not declared any more is not kept for ever.
  vi.setSystemTime(Date.now() + 1_000_000);
  await plans.prepare([3]);
  expect(plans.find(1)).toBeUndefined();
  await plans.prepare([1]);
  expect(plans.find(1)?.version).toBe(1);
});
