/** What leaves a Python package is what the plan says: run for real, compared byte for byte, judged by ingest. */

import { describe, expect, it } from "vitest";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { oddConstants } from "../testing/odd-constants.ts";
import { generatePython } from "./generate-python.ts";
import { drivePython, misjudged } from "./testing/drive-python.ts";
import { executePython, hasPython, pythonFolder } from "./testing/run-python.ts";

async function prove(plan: Plan): Promise<void> {
  const published = freezePlan(plan);
  const folder = await pythonFolder(await generatePython(published));
  const drive = drivePython(published, 1);
  const { refused, refusals } = await executePython(folder, drive);
  expect(misjudged(drive, refused)).toEqual([]);
  expect(refusals).toEqual([]);
}

describe.skipIf(!hasPython)("a Python package", () => {
  it.each([referencePlan, { ...hostilePlan, events: [...hostilePlan.events, ...oddConstants] }])(
    "of the plan $slug runs and sends every event exactly as planned",
    prove,
  );
});
