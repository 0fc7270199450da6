/** The generated code of the reference plan is committed: a change of it is seen in review, and nothing changes by itself. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkGenerated } from "./check.ts";
import { compileProblems } from "./testing/compile-typescript.ts";
import { GOLDEN_FOLDER, goldenFiles } from "./write-golden.ts";

// Compiling and running real programs takes its time on a busy machine.

it("is what the generator writes today (else: npx tsx codegen/write-golden.ts)", async () => {
  expect(await checkGenerated(await goldenFiles(), GOLDEN_FOLDER)).toEqual([]);
});

it("compiles as it is committed", async () => {
  const names = await readdir(GOLDEN_FOLDER, { recursive: true });
  const sources = await Promise.all(
    names
      .filter((name) => name.endsWith(".ts"))
      .map(async (name) => [name, await readFile(join(GOLDEN_FOLDER, name), "utf8")] as const),
  );
  expect(sources.length).toBeGreaterThan(10);
  expect(compileProblems(sources)).toEqual([]);
});
