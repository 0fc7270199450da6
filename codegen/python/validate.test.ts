/** The validator of a Python package judges the vectors that those of every language judge. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { compileSpec } from "../spec/compile-spec.ts";
import { readVectors } from "../spec/testing/write-vectors.ts";
import { generatePython } from "./generate-python.ts";
import { pythonPattern } from "./python-pattern.ts";
import { hasPython, pythonFolder, runPython } from "./testing/run-python.ts";

const PROGRAM = `import json
import sys

from tracker_reference.core.validate import first_failure

for line in open("vectors.jsonl", encoding="utf-8"):
    spec, values = json.loads(line)
    print(json.dumps([first_failure(spec, value) for value in values]))
# Compared with each other, these would take minutes.
print(first_failure(["uniqueItems", True], [{"at": at} for at in range(100_000)]))
`;

describe.skipIf(!hasPython)("the validator of a Python package", () => {
  it("tells what ajv tells of every vector, by path and keyword", async () => {
    const vectors = readVectors().vectors.map((vector) => ({
      ...vector,
      compiled: compileSpec(vector.schema, { pattern: pythonPattern }),
    }));
    const runnable = vectors.filter(({ compiled }) => compiled.ingestOnly.length === 0);
    // Unicode properties in patterns, and nothing else, are left to ingest.
    expect(vectors.filter((vector) => !runnable.includes(vector)).map(({ name }) => name)).toEqual(["categories"]);
    const folder = await pythonFolder(await generatePython(freezePlan(referencePlan)));
    const lines = runnable.map(({ compiled, tests }) =>
      JSON.stringify([compiled.spec, tests.map(({ value }) => value)]),
    );
    await writeFile(join(folder, "vectors.jsonl"), lines.join("\n"));
    await writeFile(join(folder, "judge.py"), PROGRAM);
    const run = await runPython(folder, ["judge.py"]);
    expect(run).toMatchObject({ code: 0, errors: "" });
    const printed = run.output.trim().split("\n");
    expect(printed.pop()).toBe("None");
    const judged = printed.map((line) => JSON.parse(line));
    runnable.forEach(({ name, tests }, at) => {
      const expected = tests.map(({ valid, path, keyword }) => (valid ? null : [path, keyword]));
      expect(judged[at], name).toEqual(expected);
    });
  });
});
