/** Rewrites `golden/` from the reference plan. Run when generated code changes on purpose: npx tsx codegen/write-golden.ts */

import { fileURLToPath } from "node:url";
import { freezePlan } from "../lib/plan/publish.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import { writeGenerated } from "./check.ts";
import type { GeneratedFiles } from "./file.ts";
import { generate } from "./generate.ts";

export const GOLDEN_FOLDER = fileURLToPath(new URL("golden/typescript", import.meta.url));

export async function goldenFiles(): Promise<GeneratedFiles> {
  return generate(freezePlan(referencePlan), { target: "typescript" });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { path, state } of await writeGenerated(await goldenFiles(), GOLDEN_FOLDER)) {
    process.stdout.write(`${state === "stale" ? "removed" : "written"} ${path}\n`);
  }
}
