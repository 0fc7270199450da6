/** The vectors are what ajv says, and the validator of the TypeScript SDK says the same. */

import { describe, expect, it } from "vitest";
import { check } from "../typescript/runtime/validate.ts";
import { runnableSpec } from "./testing/runnable-spec.ts";
import { readVectors, vectorsText } from "./testing/write-vectors.ts";

const { text, vectors } = readVectors();

describe("the vectors", () => {
  it("are what ajv says today (else: npx tsx codegen/spec/testing/write-vectors.ts)", () => {
    expect(text).toBe(vectorsText(vectors));
  });

  it("have names of their own", () => {
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
  });

  it.each(vectors)("$name", ({ spec, tests }) => {
    const runnable = runnableSpec(spec);
    for (const { value, valid, path, keyword } of tests) {
      const fault = check(runnable, value);
      const told = fault === undefined ? { valid: true } : { valid: false, path: fault.path, keyword: fault.keyword };
      expect(told, JSON.stringify(value)).toEqual(valid ? { valid } : { valid, path, keyword });
    }
  });
});
