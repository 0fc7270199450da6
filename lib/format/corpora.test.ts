import { describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { adoptIds } from "../plan/edit-pair.ts";
import type { Plan, PlanEvent, Property } from "../plan/plan.ts";
import { detectFormat, readPlan, writePlan } from "./detect.ts";
import type { FormatName, InputFile, ReadSuccess } from "./format.ts";
import { corpusFile, corpusFolder, hasCorpora } from "./testing/corpora.ts";

vi.setConfig({ testTimeout: 120_000 });

async function read(files: readonly InputFile[]): Promise<ReadSuccess> {
  const result = await readPlan(files);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result;
}

async function again(plan: Plan, format: FormatName): Promise<Plan> {
  const { files } = await writePlan(plan, format);
  const result = await readPlan(files, { slug: plan.slug, language: plan.settings.languages[0] ?? "en" });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return adoptIds(result.plan, plan).plan;
}

const LOSSLESS: readonly FormatName[] = ["plan-file", "json-schema-bundle", "csv", "xlsx"];

function eventOf(plan: Plan, name: string): PlanEvent {
  const event = plan.events.find((item) => item.name === name);
  if (event === undefined) throw new Error(`no event ${name}`);
  return event;
}

function typeOf(holder: { readonly properties: readonly Property[] }, name: string) {
  return holder.properties.find((property) => property.name === name)?.type;
}

describe.skipIf(!hasCorpora)("Segment Protocols", () => {
  const names = ["typewriter-telemetry", "typewriter-e2e"];

  it.each(names)("%s is read whole and comes back equal from every format", async (name) => {
    const file = corpusFile(`segment-protocols/${name}.plan.json`);
    expect(detectFormat(file)).toBe("segment");
    const { plan, loss } = await read([file]);
    expect(new Set(loss.map(({ construct }) => construct))).toEqual(new Set(["foreign_metadata"]));
    for (const format of [...LOSSLESS, "segment"] as const) expect(await again(plan, format)).toEqual(plan);
  });

  it("keeps hostile names, nullables, unions, nested lists and patterns", async () => {
    const { plan, findings } = await read([corpusFile("segment-protocols/typewriter-e2e.plan.json")]);
    expect(plan.events).toHaveLength(25);
    expect(eventOf(plan, "42_--terrible==\\\"event'++name~!3").open).toBe(true);
    expect(typeOf(eventOf(plan, "Union Type"), "universe_name")).toEqual({
      kind: "union",
      anyOf: [{ kind: "string" }, { kind: "integer" }, { kind: "null" }],
    });
    expect(typeOf(eventOf(plan, "Large Numbers Event"), "large nullable optional integer")).toEqual({
      kind: "integer",
      nullable: true,
    });
    expect(typeOf(eventOf(plan, "Nested Arrays"), "universeCharacters")).toMatchObject({
      kind: "array",
      items: { kind: "array", items: { kind: "object", properties: [{ name: "name", required: true }] } },
    });
    expect(typeOf(eventOf(plan, "Custom Violation Handler"), "regex property")).toEqual({
      kind: "string",
      pattern: "Lawyer Morty|Evil Morty",
    });
    expect(new Set(plan.events.map((event) => event.identifier.toLowerCase())).size).toBe(25);
    expect(findings.map(({ code }) => code)).toEqual(["identifier_settled"]);
  });

  it("finds the same objects when the same file is read again", async () => {
    const file = corpusFile("segment-protocols/typewriter-e2e.plan.json");
    expect((await read([file])).plan).toEqual((await read([file])).plan);
  });
});

interface Oracle {
  readonly externalId: string;
  readonly name: string;
  readonly description?: string;
  readonly eventType?: string;
  readonly type?: string;
  readonly propConfig?: Record<string, unknown>;
  readonly config?: Record<string, unknown>;
  readonly events?: readonly OracleEvent[];
}
interface OracleProperty {
  readonly name: string;
  readonly required: boolean;
  readonly additionalProperties: boolean;
  readonly properties?: readonly OracleProperty[];
}
interface OracleEvent extends Oracle {
  readonly additionalProperties: boolean;
  readonly properties?: readonly OracleProperty[];
  readonly variants?: readonly {
    readonly cases: readonly { readonly display_name: string; readonly match: readonly string[] }[];
  }[];
}

function shapeOf(property: Property): unknown {
  const inner = property.type.kind === "array" ? property.type.items : property.type;
  const nested = inner.kind === "object" ? inner.properties : [];
  return {
    name: property.name,
    required: property.required,
    ...(inner.kind === "object" ? { open: inner.open } : {}),
    properties: nested.map(shapeOf).sort(byName),
  };
}

function oracleShape(property: OracleProperty, isObject: (name: string) => boolean): unknown {
  return {
    name: property.name,
    required: property.required,
    ...(isObject(property.name) ? { open: property.additionalProperties } : {}),
    properties: (property.properties ?? []).map((inner) => oracleShape(inner, isObject)).sort(byName),
  };
}

function byName(a: unknown, b: unknown): number {
  return String((a as { name: string }).name).localeCompare(String((b as { name: string }).name));
}

describe.skipIf(!hasCorpora)("RudderStack", () => {
  const oracle = hasCorpora
    ? corpusFolder("rudderstack-yaml/project-create-expected").map(({ name, content }) => ({
        file: name,
        ...(JSON.parse(new TextDecoder().decode(content as Uint8Array)) as Oracle),
      }))
    : [];
  const of = (kind: string) => oracle.filter(({ file }) => file.startsWith(`${kind}_`));

  it("holds what the vendor's own backend holds after importing the same project", async () => {
    const { plan, loss } = await read(corpusFolder("rudderstack-yaml/project-create"));
    const types = new Map(of("property").map(({ name, type = "" }) => [name, type]));
    const isObject = (name: string) => /object/.test(types.get(name) ?? "") || name === "User Profiles";
    for (const { events = [] } of of("tracking-plan")) {
      for (const expected of events) {
        // Variables of the project have no value here; the vendor's backend was given one.
        const name = expected.name === "API Tracking" ? "{{ .API_TRACKING_NAME }}" : expected.name || "Page";
        const event = eventOf(plan, name);
        expect(event.callType).toBe(expected.eventType);
        expect(event.open).toBe(expected.additionalProperties);
        expect(event.properties.map(shapeOf).sort(byName)).toEqual(
          (expected.properties ?? []).map((property) => oracleShape(property, isObject)).sort(byName),
        );
        const cases = event.variants?.cases.map(({ displayName, match }) => ({ display_name: displayName.en, match }));
        expect(cases).toEqual(
          expected.variants?.[0]?.cases.map(({ display_name, match }) => ({ display_name, match })),
        );
      }
    }
    expect(plan.events).toHaveLength(of("tracking-plan").flatMap(({ events = [] }) => events).length);
    expect(loss.filter(({ construct }) => construct === "unused_definition")).toHaveLength(
      of("event").length - plan.events.length,
    );
  });

  it("reads both dialects' constraints as the vendor does", async () => {
    const { plan } = await read(corpusFolder("rudderstack-yaml/project-create"));
    const [api, login] = [eventOf(plan, "{{ .API_TRACKING_NAME }}"), eventOf(plan, "Login Event")];
    const emailType = of("custom-type").find(({ name }) => name === "EmailType")?.config;
    expect(typeOf(api, "Username")).toEqual({ kind: "string", ...emailType });
    expect(typeOf(login, "Password")).toEqual({ kind: "string", minLength: 10, maxLength: 64 });
    const email = of("property").find(({ name }) => name === "Email Address")?.propConfig;
    expect(typeOf(eventOf(plan, "Signup"), "Email Address")).toEqual({ kind: "string", ...email });
    expect(typeOf(eventOf(plan, "Signup"), "User Metadata")).toMatchObject({ kind: "object", nullable: true });
  });

  it("comes back equal from every format that loses nothing, and from its own", async () => {
    const { plan } = await read(corpusFolder("rudderstack-yaml/project-create"));
    for (const format of LOSSLESS) expect(await again(plan, format)).toEqual(plan);
    const { loss } = await writePlan(plan, "rudderstack");
    // "{{ … }}" is no description that RudderStack would take.
    expect(loss.map(({ path }) => path)).toEqual(["/events/0/description/en"]);
  });
});

interface RuleCase {
  readonly example_id: string;
  readonly files: Record<string, string>;
  readonly expected_diagnostics?: readonly { readonly file: string; readonly reference: string }[];
}
interface RuleFile {
  readonly match_behavior: readonly { readonly valid: readonly RuleCase[]; readonly invalid: readonly RuleCase[] }[];
}

describe.skipIf(!hasCorpora)("the vendor's own rule cases", () => {
  const rules = hasCorpora
    ? corpusFolder("rudderstack-yaml/rule-cases").flatMap(
        ({ content }) => (parse(new TextDecoder().decode(content as Uint8Array)) as RuleFile).match_behavior,
      )
    : [];
  const filesOf = (example: RuleCase, prefix = ""): InputFile[] =>
    Object.entries(example.files).map(([name, content]) => ({ name: `${prefix}${name}`, content }));

  it("covers both dialects", () => {
    expect(rules.flatMap(({ invalid }) => invalid).length).toBeGreaterThanOrEqual(14);
  });

  it.each(rules.flatMap(({ valid }) => valid.map((example) => [example.example_id, example] as const)))(
    "%s has nothing wrong but what stands in other files",
    async (_id, example) => {
      const result = await readPlan(filesOf(example));
      const errors = result.ok ? [] : result.errors;
      expect(errors.filter(({ code }) => code !== "unresolved_reference")).toEqual([]);
    },
  );

  it.each(
    rules.flatMap(({ valid, invalid }) => invalid.map((example) => [example.example_id, example, valid] as const)),
  )("%s is reported at its pointer", async (_id, example, valid) => {
    // A duplicate needs the file that holds the first one.
    const context = example.example_id.includes("duplicate") ? valid.flatMap((other) => filesOf(other, "first-")) : [];
    const result = await readPlan([...context, ...filesOf(example)]);
    const errors = result.ok ? [] : result.errors;
    for (const { file, reference } of example.expected_diagnostics ?? []) {
      // The vendor speaks of `propConfig` in both dialects; we point at the key that is written.
      const written = `/spec${example.files[file]?.includes("propConfig") ? reference : reference.replace("propConfig", "config")}`;
      expect(errors.map(({ file: where, pointer }) => `${where} ${pointer}`)).toContain(`${file} ${written}`);
    }
    for (const error of errors) expect(error.line).toBeGreaterThan(0);
  });
});

describe.skipIf(!hasCorpora)("spreadsheets", () => {
  it.each(["ecommerce-ga4-meta", "lead-generation-ga4-meta"])("%s is read and comes back equal", async (name) => {
    const { plan, loss } = await read([corpusFile(`csv/${name}.csv`)]);
    expect(loss.map(({ path }) => path)).toEqual(["!1/rules", "!1/count"]);
    for (const format of LOSSLESS) expect(await again(plan, format)).toEqual(plan);
  });

  it("takes lists inside a cell as required properties", async () => {
    const { plan } = await read([corpusFile("csv/ecommerce-ga4-meta.csv")]);
    const purchase = eventOf(plan, "purchase");
    expect(purchase.properties.map(({ name, required }) => [name, required])).toEqual([
      ["transaction_id", true],
      ["currency", true],
      ["value", true],
      ["items", true],
    ]);
    expect(purchase).toMatchObject({ open: true, tags: ["ga4"], description: { en: "Order confirmation" } });
  });
});
