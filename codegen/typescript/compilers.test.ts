/** Failure 10 of other generators: code that compiles under one release of TypeScript only. */

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { readDevelopmentVariable } from "../../lib/base/env.ts";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { generate } from "../generate.ts";
import { nativeProblems, writeProject } from "../testing/compile-native.ts";
import { under } from "../testing/compile-typescript.ts";
import { drivePlan } from "../testing/drive-plan.ts";
import { wrongCalls } from "../testing/wrong-calls.ts";

const LONG = readDevelopmentVariable("TEST_LONG") !== undefined;

/** Both plans with every call that must compile, and every one that must not. */
async function program(): Promise<[string, string][]> {
  const all: [string, string][] = [];
  for (const plan of [referencePlan, hostilePlan]) {
    const published = freezePlan(plan);
    const files = await generate(published, { target: "typescript" });
    const calls = [
      ["driver.ts", drivePlan(published, files).source] as const,
      ["wrong.ts", wrongCalls(plan, files).source] as const,
    ];
    all.push(...under(plan.slug, [...files, ...calls]));
  }
  return all;
}

describe("10: the code is for every release of the compiler", () => {
  it("the one that is itself compiled takes every right call and refuses every wrong one", async () => {
    expect(await nativeProblems(await program())).toBe("");
  });

  if (LONG)
    it.each(["5.5.4", "5.9.3"])("so does %s", { timeout: 300_000 }, async (version) => {
      const given = ["exec", "--yes", `--package=typescript@${version}`, "--", "tsc", "-p", "."];
      const { status, stdout, error } = spawnSync("npm", given, {
        cwd: writeProject(await program()),
        encoding: "utf8",
      });
      if (error !== undefined) throw error;
      expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    });
});
