/** Whatever a plan says, its Python package is typed as mypy and pyright want it, runs, and sends what the plan says. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDevelopmentVariable } from "../../lib/base/env.ts";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { writeGenerated } from "../check.ts";
import { arbitraryPlan } from "../testing/arbitrary-plan.ts";
import { readCorpora } from "../testing/corpora-plans.ts";
import { generatePython } from "./generate-python.ts";
import { packageName } from "./python-names.ts";
import { drivePython, misjudged, type PythonDrive, wrongPython } from "./testing/drive-python.ts";
import { mypyFindings, pyrightFindings } from "./testing/python-checkers.ts";
import { executePython, hasPython } from "./testing/run-python.ts";

const LONG = readDevelopmentVariable("TEST_LONG") !== undefined;

function randomPlans(count: number): Plan[] {
  const seed = LONG ? Math.floor(Math.random() * 2 ** 31) : 7;
  if (LONG) console.info(`random plans of the seed ${seed}`);
  return fc.sample(arbitraryPlan, { numRuns: count, seed }).map((plan, at) => ({ ...plan, slug: `random-${at}` }));
}

interface Written {
  readonly name: string;
  readonly drive: PythonDrive;
}

/** Packages with a program for each, side by side in one folder. */
async function written(plans: readonly Plan[], folder: string): Promise<Written[]> {
  const all: Written[] = [];
  for (const [at, plan] of plans.entries()) {
    const published = freezePlan(plan);
    const files = await generatePython(published);
    expect([...(await generatePython(published))]).toEqual([...files]);
    await writeGenerated(files, folder);
    const drive = drivePython(published, at + 1);
    const name = packageName(plan.slug);
    await writeFile(join(folder, `drive_${name}.py`), drive.source);
    await writeFile(join(folder, `wrong_${name}.py`), wrongPython(published, at + 1));
    all.push({ name, drive });
  }
  return all;
}

async function sendAll(folder: string, all: readonly Written[]): Promise<number> {
  let messages = 0;
  for (const { drive } of all) {
    const { refused } = await executePython(folder, drive);
    expect(misjudged(drive, refused), drive.published.plan.slug).toEqual([]);
    messages += drive.expected.length;
  }
  return messages;
}

describe.skipIf(!hasPython)("Python packages of random plans", () => {
  if (LONG) {
    it("are strictly typed, refuse what the schema refuses, run, and send every event", {
      timeout: 1_800_000,
    }, async () => {
      const folder = temporaryFolder("python");
      const corpora = (await readCorpora()).plans.map(({ plan }, at) => ({ ...plan, slug: `corpus-${at}` }));
      const plans = [referencePlan, hostilePlan, ...corpora, ...randomPlans(100)];
      const all = await written(plans, folder);
      const messages = await sendAll(folder, all);
      console.info(`${plans.length} plans, ${messages} messages`);
      expect(mypyFindings(folder)).toBe("");
      // Pyright takes its time: what the plans have in common is in the first of them.
      const checked = all.slice(0, 40).flatMap(({ name }) => [name, `drive_${name}.py`]);
      expect(pyrightFindings(folder, checked)).toBe("");
    });
  } else {
    it("run, and send every event byte for byte", async () => {
      const folder = temporaryFolder("python");
      expect(await sendAll(folder, await written(randomPlans(2), folder))).toBeGreaterThan(4);
    });
  }
});
