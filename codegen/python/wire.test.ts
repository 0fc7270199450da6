/** What leaves a Python package is what the plan says: run for real, compared byte for byte, judged by ingest. */

import { describe, expect, it } from "vitest";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import type { Plan, PublishedPlan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { eventSpec } from "../spec/event-spec.ts";
import { generatePython } from "./generate-python.ts";
import { pythonPattern } from "./python-pattern.ts";
import { drivePython, type PythonDrive } from "./testing/drive-python.ts";
import { executePython, hasPython, pythonFolder } from "./testing/run-python.ts";

/**
 * What the package's validator must refuse: all that the plan refuses, but for what only ingest checks. Of a key `__proto__`
 * the samples' validator sees nothing.
 */
function refusedBy({ plan }: PublishedPlan, { expected }: PythonDrive): string[] {
  const whole = new Set(
    plan.events.filter(
      (event) =>
        event.name !== "__proto__" && eventSpec(plan, event, { pattern: pythonPattern }).ingestOnly.length === 0,
    ),
  );
  return expected.filter(({ event, conformant }) => !conformant && whole.has(event)).map(({ messageId }) => messageId);
}

async function prove(plan: Plan): Promise<void> {
  const published = freezePlan(plan);
  const folder = await pythonFolder(await generatePython(published));
  const drive = drivePython(published, 1);
  const { refused, refusals } = await executePython(folder, drive);
  expect(refused).toEqual(refusedBy(published, drive));
  expect(refusals).toEqual([]);
}

describe.skipIf(!hasPython)("a Python package", () => {
  it.each([referencePlan, hostilePlan])("of the plan $slug runs and sends every event exactly as planned", prove);
});
