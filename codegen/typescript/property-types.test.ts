/** Property types come from json-schema-to-typescript and from nowhere else. */

import { compile } from "json-schema-to-typescript";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { generate } from "../generate.ts";

vi.mock("json-schema-to-typescript", async (original) => {
  const library = await original<typeof import("json-schema-to-typescript")>();
  return { ...library, compile: vi.fn(library.compile) };
});

const calls = vi.mocked(compile);

beforeEach(() => void calls.mockClear());

/** Every declaration of property types in the generated files. */
const DECLARATION = /export (?:interface|type) (\w+) (?:= )?([\s\S]*?)\n(?:\}|\}\)|\)|.*\};)\n/g;

describe("property types", () => {
  it("pass through json-schema-to-typescript, with its own options and schemas rebuilt by us", async () => {
    await generate(freezePlan(referencePlan), { target: "typescript" });
    // Ten events (some alike), user traits, group traits, super properties.
    expect(calls.mock.calls.length).toBeGreaterThanOrEqual(10);
    for (const [schema, name, options] of calls.mock.calls) {
      expect(name).toBe("Payload");
      expect(options).toMatchObject({
        format: false,
        ignoreMinAndMaxItems: true,
        additionalProperties: false,
        $refOptions: { resolve: { file: false, http: false } },
      });
      const text = JSON.stringify(schema);
      expect(text).not.toMatch(/"(tsType|tsEnumNames|\$ref|\$id|\$defs|definitions|minItems)"/);
      expect(text.match(/"title"/g)).toHaveLength(1);
    }
  });

  it("are what the library answers: another answer is another type, in every event", async () => {
    vi.resetModules();
    calls.mockImplementation(async () => "export interface Payload {\nk0: WrittenByTheLibrary\n}\n");
    const fresh = await import("../generate.ts");
    const files = await fresh.generate(freezePlan(withKeys()), { target: "typescript" });
    for (const [path, text] of files) {
      if (!/^(events\/|traits|plan\.ts)/.test(path)) continue;
      const bodies = [...text.matchAll(DECLARATION)].map((match) => match[0]);
      expect(bodies.length, path).toBeGreaterThan(0);
      for (const body of bodies)
        expect(body, path).toMatch(/^export interface \w+ \{\n {2}[\w"]+: WrittenByTheLibrary;\n\}\n$/);
    }
  });
});

/** Every event with a key at least, so that the library's answer above fits. */
function withKeys() {
  const events = referencePlan.events.filter(
    (event) => event.properties.length > 0 && event.formerIdentifiers.length === 0,
  );
  return { ...referencePlan, events };
}
