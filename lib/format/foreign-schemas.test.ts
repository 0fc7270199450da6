import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { eventSchema } from "../plan/json-schema.ts";
import type { Json } from "../plan/plan.ts";
import { readPlan } from "./detect.ts";
import { corpusLines, corpusPath, hasCorpora } from "./testing/corpora.ts";

interface Row {
  readonly schema: string;
  readonly event: Json;
}

// One for all: compiling the schema of schemas takes longer than compiling most of these.
const ajv = new Ajv({ strict: false, allErrors: true, ownProperties: true, logger: false, addUsedSchema: false });
addFormats(ajv, { mode: "full" });
const compiled = new Map<string, Promise<ValidateFunction>>();

/** A validator of the plan that was read from a foreign schema: through our types and our compiler. */
function throughThePlan(path: string): Promise<ValidateFunction> {
  const known = compiled.get(path) ?? makeValidator(path);
  compiled.set(path, known);
  return known;
}

async function makeValidator(path: string): Promise<ValidateFunction> {
  const result = await readPlan([corpusPath(path)], { format: "json-schema-bundle" });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  const [event] = result.plan.events;
  if (event === undefined) throw new Error(`${path} held no event`);
  return ajv.compile(eventSchema(result.plan, event));
}

const FILES = [
  ["wikimedia/valid.ndjson", true],
  ["wikimedia/invalid.derived.ndjson", false],
  ["snowplow-contexts/valid.ndjson", true],
  ["snowplow-contexts/invalid.derived.ndjson", false],
  ["snowplow-contexts/observed-violations.ndjson", false],
] as const;

describe.skipIf(!hasCorpora)("a foreign schema read into a plan", () => {
  it.each(FILES)(
    "gives every instance of %s its known verdict",
    async (file, valid) => {
      const rows = corpusLines<Row>(`instances/${file}`);
      const wrong: Row[] = [];
      for (const row of rows) if ((await throughThePlan(row.schema))(row.event) !== valid) wrong.push(row);
      expect(rows.length).toBeGreaterThan(10);
      expect(wrong).toEqual([]);
    },
    180_000,
  );
});
