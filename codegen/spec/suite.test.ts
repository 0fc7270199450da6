/** The official JSON Schema test suite (draft-07): every keyword that a spec has a word for, and the formats. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findCorpora, listFiles } from "../../lib/ingest/testing/corpora.ts";
import type { Json } from "../../lib/plan/plan.ts";
import { newAjv } from "../../lib/plan/plan-ajv.ts";
import { check } from "../typescript/runtime/validate.ts";
import { compileSpec } from "./compile-spec.ts";
import { SPEC_FORMATS } from "./spec.ts";
import { type Oracle, specOracle } from "./testing/oracle.ts";
import { runnableSpec } from "./testing/runnable-spec.ts";

interface Group {
  readonly description: string;
  readonly schema: Json;
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

const corpora = findCorpora("the JSON Schema test suite");
const suite = join(corpora ?? "", "json-schema-test-suite", "tests", "draft7");

/** These speak of other documents, or of formats no plan has. */
const ELSEWHERE = /^(?:refRemote|definitions|infinite-loop-detection)\.json$/;
const FORMATS = new Set(SPEC_FORMATS.map((format) => `optional/format/${format}.json`));

function oracleOf(schema: Json): Oracle | undefined {
  try {
    return specOracle(schema, newAjv());
  } catch {
    return undefined;
  }
}

describe.skipIf(corpora === undefined)("the official JSON Schema test suite", () => {
  it("is judged as ajv judges it, wherever a spec says everything", () => {
    const wrong: string[] = [];
    const left = new Map<string, number>();
    const asked = { exact: 0, partial: 0, passed: 0, tests: 0 };
    const files = listFiles(suite).filter(
      (file) => !ELSEWHERE.test(file) && (!file.startsWith("optional/") || FORMATS.has(file)),
    );
    for (const file of files) {
      for (const { description, schema, tests } of JSON.parse(readFileSync(join(suite, file), "utf8")) as Group[]) {
        const judge = oracleOf(schema);
        if (judge === undefined) continue;
        const { spec, ingestOnly } = compileSpec(schema);
        const runnable = runnableSpec(spec);
        const exact = ingestOnly.length === 0;
        asked[exact ? "exact" : "partial"]++;
        for (const { keyword } of ingestOnly) left.set(keyword, (left.get(keyword) ?? 0) + 1);
        for (const test of tests) {
          const accepted = check(runnable, test.data) === undefined;
          const byAjv = judge(test.data).told === undefined;
          if (exact ? accepted !== byAjv : byAjv && !accepted)
            wrong.push(`${file}: ${description}: ${test.description}`);
          if (exact) asked.tests++;
          if (exact && accepted === test.valid) asked.passed++;
        }
      }
    }
    expect(wrong).toEqual([]);
    console.info(
      `${asked.exact} groups judged wholly (${asked.passed} of ${asked.tests} tests as the suite says, the others as ajv ` +
        `says), ${asked.partial} in part: ${[...left].map(([keyword, count]) => `${keyword} ${count}`).join(", ")}`,
    );
    expect(asked.exact).toBeGreaterThan(200);
    expect(asked.passed).toBeGreaterThan(900);
  });
});
