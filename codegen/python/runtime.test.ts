/** How a Python package behaves: batches, retries, threads, forks, consent, validation. The tests are Python's own. */

import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { expectShipped } from "../testing/prove-compiled.ts";
import { generatePython } from "./generate-python.ts";
import { RUNTIME_FILES } from "./runtime-text.ts";
import { hasPython, pythonFolder, runPython } from "./testing/run-python.ts";
import { runtimeText } from "./write-runtime-text.ts";

describe("the shipped runtime", () => {
  it("is the source in this folder (else: npx tsx codegen/python/write-runtime-text.ts)", () => {
    expectShipped(RUNTIME_FILES, runtimeText());
  });
});

describe.skipIf(!hasPython)("a running package", () => {
  it("batches, tries again, ends, and asks people as the TypeScript SDK does in Node", async () => {
    // People are asked to agree to each of its purposes but one, to which they may object.
    const objectable = referencePlan.settings.purposes.filter(({ key }) => key === "reviews");
    const settings = { ...referencePlan.settings, purposes: objectable };
    const folder = await pythonFolder(await generatePython(freezePlan({ ...referencePlan, settings })));
    const numbers = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 500, seed: 1 });
    const edges = [0, -0, 1e21, 1e20, 123456789012345680000, 1e-6, 1e-7, 0.1, 5e-324, 1.7976931348623157e308];
    const lines = [...edges, ...numbers].map((number) => JSON.stringify([String(number), JSON.stringify(number)]));
    await writeFile(join(folder, "numbers.jsonl"), lines.join("\n"));
    await copyFile(fileURLToPath(new URL("testing/runtime_test.py", import.meta.url)), join(folder, "runtime_test.py"));
    const { code, errors } = await runPython(folder, ["runtime_test.py"]);
    expect(code, errors).toBe(0);
    expect(errors).toMatch(/Ran \d\d tests/);
  });
});
