/**
 * Renews `../vectors.json`, which the validators of every language run: specs from the compiler, verdicts from ajv. To add a
 * vector write its name, schema and the values of its tests there, then: npx tsx codegen/spec/testing/write-vectors.ts
 */

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Json } from "../../../lib/plan/plan.ts";
import { compileSpec } from "../compile-spec.ts";
import type { Spec } from "../spec.ts";
import { specOracle, type Told } from "./oracle.ts";

/** Where a value is not valid: what is told of it. */
interface VectorTest extends Partial<Told> {
  readonly value: Json;
  readonly valid: boolean;
}

export interface Vector {
  readonly name: string;
  readonly schema: Json;
  readonly spec: Spec;
  readonly tests: readonly VectorTest[];
}

const FILE = new URL("../vectors.json", import.meta.url);

function renewed({ name, schema, tests: known }: Vector): Vector {
  const { spec, ingestOnly } = compileSpec(schema);
  if (ingestOnly.length > 0) throw new Error(`${name}: ${JSON.stringify(ingestOnly)} has no word in a spec`);
  const judge = specOracle(schema);
  const tests = known.map(({ value }): VectorTest => {
    const { told } = judge(value);
    return told === undefined ? { value, valid: true } : { value, valid: false, ...told };
  });
  return { name, schema, spec, tests };
}

/** One vector a line, so that a change of one is seen as such; only ASCII, which every reader reads alike. */
export function vectorsText(vectors: readonly Vector[]): string {
  const lines = vectors.map((vector) =>
    JSON.stringify(renewed(vector)).replace(
      /[\u007f-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );
  return `[\n${lines.join(",\n")}\n]\n`;
}

export function readVectors(): { readonly text: string; readonly vectors: readonly Vector[] } {
  const text = readFileSync(FILE, "utf8");
  return { text, vectors: JSON.parse(text) as readonly Vector[] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FILE, vectorsText(readVectors().vectors));
