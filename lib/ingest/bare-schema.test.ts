import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { BareSchemaError, compileBareSchema, type Dialect } from "./bare-schema.ts";
import { findCorpora, listFiles, readNdjson } from "./testing/corpora.ts";

interface Group {
  readonly description: string;
  readonly schema: object | boolean;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

const corpora = findCorpora("the JSON Schema test suite and the instance corpora");
const plain = { strict: false, logger: false } as const;

const SUITES: readonly { folder: string; dialect: Dialect; least: number; ajv: () => Ajv }[] = [
  { folder: "draft4", dialect: "draft-04", least: 900, ajv: () => new AjvDraft04(plain) as unknown as Ajv },
  { folder: "draft7", dialect: "draft-07", least: 1_590, ajv: () => new Ajv(plain) },
  { folder: "draft2020-12", dialect: "2020-12", least: 2_000, ajv: () => new Ajv2020(plain) },
];

describe.skipIf(corpora === undefined)("the official JSON Schema test suite", () => {
  const suite = join(corpora ?? "", "json-schema-test-suite");
  const remotes = new Map(
    corpora === undefined
      ? []
      : listFiles(join(suite, "remotes")).map((file): [string, object] => [
          `http://localhost:1234/${file}`,
          JSON.parse(readFileSync(join(suite, "remotes", file), "utf8")),
        ]),
  );

  /** Hundreds of remotes are there only for the few schemas that speak of them. */
  function remotesOf(group: Group): ReadonlyMap<string, object> {
    return JSON.stringify(group.schema).includes("localhost:1234") ? remotes : new Map();
  }

  function plainAjvPasses(make: () => Ajv, group: Group): boolean[] {
    try {
      const ajv = make();
      addFormats(ajv);
      for (const [address, schema] of remotesOf(group)) {
        try {
          ajv.addSchema(schema, address);
        } catch {
          // A remote of another dialect.
        }
      }
      const validate = ajv.compile(group.schema);
      return group.tests.map((test) => validate(test.data) === test.valid);
    } catch {
      return group.tests.map(() => false);
    }
  }

  function wePass(dialect: Dialect, group: Group): boolean[] {
    try {
      const schema = compileBareSchema(JSON.stringify(group.schema), { remotes: remotesOf(group), dialect });
      return group.tests.map((test) => schema.check(test.data).valid === test.valid);
    } catch {
      return group.tests.map(() => false);
    }
  }

  it.each(SUITES)("$folder: passes whatever ajv 8 with ajv-formats passes", ({ folder, dialect, least, ajv }) => {
    const missed: string[] = [];
    let passed = 0;
    for (const file of listFiles(join(suite, "tests", folder))) {
      for (const group of JSON.parse(readFileSync(join(suite, "tests", folder, file), "utf8")) as Group[]) {
        const ours = wePass(dialect, group);
        passed += ours.filter((pass) => pass).length;
        // What plain ajv does matters only where something was not passed.
        if (!ours.includes(false)) continue;
        plainAjvPasses(ajv, group).forEach((expected, index) => {
          if (expected && !ours[index])
            missed.push(`${file}: ${group.description}: ${group.tests[index]?.description}`);
        });
      }
    }
    expect(missed).toEqual([]);
    expect(passed).toBeGreaterThan(least);
  });
});

interface Instance {
  readonly schema: string;
  readonly event: unknown;
  readonly expect?: { readonly valid: boolean; readonly keyword: string };
  readonly errors?: readonly { readonly keyword: string }[];
}

describe.skipIf(corpora === undefined)("instances with a known verdict", () => {
  const FILES = [
    ["wikimedia/valid", 161],
    ["wikimedia/invalid.derived", 1_143],
    ["snowplow-contexts/valid", 37],
    ["snowplow-contexts/observed-violations", 67],
    ["snowplow-contexts/invalid.derived", 12],
  ] as const;

  it.each(FILES)("%s: agrees on all %i, and on the keyword", (name, count) => {
    const folder = corpora ?? "";
    const instances = readNdjson<Instance>(join(folder, "instances", `${name}.ndjson`));
    const schemas = new Map(
      [...new Set(instances.map(({ schema }) => schema))].map((file) => [
        file,
        compileBareSchema(readFileSync(join(folder, file), "utf8")),
      ]),
    );
    const wrong = instances.filter(({ schema, event, expect: expected, errors }) => {
      const verdict = schemas.get(schema)?.check(event);
      const keywords = expected === undefined ? (errors ?? []).map(({ keyword }) => keyword) : [expected.keyword];
      if (verdict === undefined || verdict.valid) return keywords.length > 0;
      const reported = new Set(verdict.violations.map((violation) => violation.keyword));
      return keywords.length === 0 || !keywords.every((keyword) => reported.has(keyword));
    });
    expect(wrong).toEqual([]);
    expect(instances).toHaveLength(count);
  });
});

describe("schemas as tools export them", () => {
  it("chooses the dialect by $schema, with or without a fragment, over http or https", () => {
    const dialectOf = ($schema: string) => compileBareSchema(JSON.stringify({ $schema })).dialect;
    expect(dialectOf("http://json-schema.org/draft-04/schema#")).toBe("draft-04");
    expect(dialectOf("http://json-schema.org/draft-06/schema")).toBe("draft-06");
    expect(dialectOf("https://json-schema.org/draft-07/schema#")).toBe("draft-07");
    expect(dialectOf("https://json-schema.org/draft/2019-09/schema")).toBe("2019-09");
    expect(dialectOf("https://json-schema.org/draft/2020-12/schema")).toBe("2020-12");
    expect(compileBareSchema('{"$defs":{}}').dialect).toBe("2020-12");
  });

  it("leaves Segment's ids aside and keeps a property called id", () => {
    const schema = compileBareSchema(
      JSON.stringify({ type: "object", properties: { id: { id: "/properties/id", type: "string" } } }),
    );
    expect(schema.check({ id: "a" })).toEqual({ valid: true });
    expect(schema.check({ id: 1 })).toMatchObject({ valid: false, violations: [{ path: "/id", keyword: "type" }] });
  });

  it("compiles a schema that gives two places one $id", () => {
    const twice = { a: { $id: "/properties/x", type: "string" }, b: { $id: "/properties/x", type: "number" } };
    const schema = compileBareSchema(JSON.stringify({ properties: twice }));
    expect(schema.check({ a: "", b: 1 }).valid).toBe(true);
    expect(schema.check({ a: "", b: "" }).valid).toBe(false);
  });

  it("reads YAML, and says what it cannot read", () => {
    expect(compileBareSchema("type: object\nrequired: [a]\n").check({}).valid).toBe(false);
    expect(() => compileBareSchema("{")).toThrow(BareSchemaError);
    expect(() => compileBareSchema("- a")).toThrow(BareSchemaError);
    expect(() => compileBareSchema('{"$ref":"http://elsewhere.example/x.json"}')).toThrow(/resolve/);
  });

  it("runs patterns that need look-ahead", () => {
    const schema = compileBareSchema('{"type":"string","pattern":"^(?!foo).*$"}');
    expect(schema.check("bar").valid).toBe(true);
    expect(schema.check("foo").valid).toBe(false);
  });
});
