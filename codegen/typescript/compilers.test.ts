/** Failure 10 of other generators: code that compiles under one release of TypeScript only. */

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readDevelopmentVariable } from "../../lib/base/env.ts";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { generate } from "../generate.ts";
import { drivePlan } from "../testing/drive-plan.ts";
import { wrongCalls } from "../testing/wrong-calls.ts";

const LONG = readDevelopmentVariable("TEST_LONG") !== undefined;

/** As strict as the tests that compile in this process. */
const OPTIONS = {
  ...{ target: "es2020", lib: ["es2020"], types: [], module: "preserve", moduleResolution: "bundler", noEmit: true },
  ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: true },
  ...{ noPropertyAccessFromIndexSignature: true, noUnusedLocals: true, noUnusedParameters: true },
  ...{ isolatedModules: true, isolatedDeclarations: true, declaration: true, skipDefaultLibCheck: true },
};

let folder: string;

/** Both plans with every call that must compile, and every one that must not. */
beforeAll(async () => {
  folder = temporaryFolder("compilers");
  for (const plan of [referencePlan, hostilePlan]) {
    const published = freezePlan(plan);
    const files = await generate(published, { target: "typescript" });
    const { source } = drivePlan(published, files);
    const program = [...files, ["driver.ts", source], ["wrong.ts", wrongCalls(plan, files).source]] as const;
    for (const [path, text] of program) {
      const file = join(folder, plan.slug, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS }));
});

function expectCompiled(command: string, ...given: readonly string[]): void {
  const { status, stdout, error } = spawnSync(command, [...given, "-p", "."], { cwd: folder, encoding: "utf8" });
  if (error !== undefined) throw error;
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
}

describe("10: the code is for every release of the compiler", () => {
  it("the one that is itself compiled takes every right call and refuses every wrong one", () => {
    const native = createRequire(import.meta.url).resolve("typescript-native/package.json");
    expectCompiled(process.execPath, join(dirname(native), "bin/tsc"));
  });

  if (LONG)
    it.each(["5.5.4", "5.9.3"])("so does %s", { timeout: 300_000 }, (version) => {
      expectCompiled("npm", "exec", "--yes", `--package=typescript@${version}`, "--", "tsc");
    });
});
