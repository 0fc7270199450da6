import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { writePlan } from "../lib/format/detect.ts";
import { readPlanFile } from "../lib/format/plan-file/read.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { registerCsv } from "../lib/format/spreadsheet/register-file.ts";
import { readXlsx } from "../lib/format/spreadsheet/xlsx.ts";
import { newProperty } from "../lib/plan/new-object.ts";
import type { Plan } from "../lib/plan/plan.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import { planSchema } from "../lib/plan/schema.ts";
import { runCli } from "./testing/run-cli.ts";

vi.setConfig({ testTimeout: 120_000 });

let cwd = "";

beforeEach(() => {
  cwd = temporaryFolder();
  writeFileSync(join(cwd, "plan.yaml"), writePlanFile(referencePlan));
});

const run = (...args: string[]) => runCli(args, { cwd });
const text = (path: string) => readFileSync(join(cwd, path), "utf8");

/** The reference plan with a required property more on its first event. */
function stricter(): Plan {
  const [first, ...others] = referencePlan.events;
  if (first === undefined) throw new Error("no event");
  const added = newProperty({ id: "prp_new", name: "new_key", type: { kind: "string" }, required: true });
  return { ...referencePlan, events: [{ ...first, properties: [...first.properties, added] }, ...others] };
}

describe("import", () => {
  it("takes a sheet of unknown headers with a mapping, and gives one to start from without", async () => {
    writeFileSync(join(cwd, "sheet.csv"), "Our plan\nInteraction;Setting\nVisit;page\n");
    const { code, err } = await run("import", "sheet.csv", "--out", "new.yaml");
    expect(code).not.toBe(0);
    expect(err).toContain("sheet.csv:2");
    const start = err.slice(err.indexOf("{"), err.lastIndexOf("}") + 1);
    expect(JSON.parse(start)).toEqual({ columns: { Interaction: "event", Setting: "ignore" } });
    writeFileSync(join(cwd, "columns.json"), start);
    const mapped = await run("import", "sheet.csv", "--mapping", "columns.json", "--out", "new.yaml");
    expect(mapped.code).toBe(0);
    expect(text("new.yaml")).toContain("Visit");
  });

  const SHEET = "event,property,type\nOrder Completed,total,number\n";

  it("writes a plan file and reports what was lost", async () => {
    writeFileSync(join(cwd, "sheet.csv"), "event,property,type,price\nOrder Completed,total,number,3\n");
    const { code, err } = await run("import", "sheet.csv", "--out", "new.yaml", "--report", "loss.json");
    expect(code).toBe(0);
    expect(err).toContain("Read as csv: 1 event, 1 property");
    expect(JSON.parse(text("loss.json"))).toMatchObject({
      format: "csv",
      loss: [{ path: "!1/price", construct: "unread_column" }],
    });
    expect(readPlanFile(text("new.yaml"))).toMatchObject({ ok: true, plan: { events: [{ name: "Order Completed" }] } });
  });

  it("keeps ids and comments of the file it writes over", async () => {
    writeFileSync(join(cwd, "sheet.csv"), SHEET);
    writeFileSync(
      join(cwd, "new.yaml"),
      "# ours\ngabarit: 1\nslug: sheet\nevents:\n  - id: evt_kept\n    name: Order Completed # paid\n",
    );
    expect((await run("import", "sheet.csv", "--out", "new.yaml")).code).toBe(0);
    expect(text("new.yaml")).toMatch(/# ours[\s\S]*id: evt_kept[\s\S]*# paid[\s\S]*name: total/);
  });

  it("leaves alone what the files cannot say, and removes only when told to", async () => {
    writeFileSync(join(cwd, "sheet.csv"), "event,description\nOrder Completed,Paid.\n");
    const planNow = () => {
      const result = readPlanFile(text("plan.yaml"));
      return result.ok ? result.plan : undefined;
    };
    expect((await run("import", "sheet.csv", "--out", "plan.yaml")).code).toBe(0);
    const [before] = referencePlan.events;
    expect(planNow()).toEqual({
      ...referencePlan,
      events: [{ ...before, description: { ...before?.description, en: "Paid." } }, ...referencePlan.events.slice(1)],
    });
    expect((await run("import", "sheet.csv", "--out", "plan.yaml", "--remove")).code).toBe(0);
    expect(planNow()?.events.map(({ id, owner }) => [id, owner])).toEqual([[before?.id, before?.owner]]);
  });

  it("changes nothing when a file is broken, and says where", async () => {
    writeFileSync(join(cwd, "sheet.csv"), "event,property,type\nA,b,colour\nA,c,shape\n");
    const before = text("plan.yaml");
    const { code, err } = await run("import", "sheet.csv", "--out", "plan.yaml");
    expect(code).toBe(2);
    expect(err).toContain("Nothing was imported: 2 errors.");
    expect(err).toContain('sheet.csv:2 [type]: "colour" is no type. Expected:');
    expect(text("plan.yaml")).toBe(before);
  });

  it("reads standard input and several files, and prints the plan without --out", async () => {
    const piped = await runCli(["import", "-", "--json"], { cwd, stdin: SHEET });
    expect(JSON.parse(piped.out)).toMatchObject({
      format: "csv",
      events: 1,
      plan: { events: [{ name: "Order Completed" }] },
    });
    for (const event of referencePlan.events.slice(0, 2))
      writeFileSync(
        join(cwd, `${event.identifier}.json`),
        JSON.stringify({ title: event.name, type: "object", properties: {} }),
      );
    const { out } = await run("import", "orderCompleted.json", "paymentAttempted.json");
    expect(readPlanFile(out)).toMatchObject({
      ok: true,
      plan: { events: [{ name: "Order Completed" }, { name: "Payment Attempted" }] },
    });
  });
});

describe("export", () => {
  it.each(["plan-file", "segment", "rudderstack", "json-schema-bundle", "csv"] as const)(
    "writes %s as the library does",
    async (format) => {
      const [file] = (await writePlan(planSchema.parse(referencePlan), format)).files;
      const { code, out } = await run("export", "plan.yaml", "--to", format);
      expect(code).toBe(0);
      expect(out).toBe(new TextDecoder("utf-8", { ignoreBOM: true }).decode(file?.content));
    },
  );

  it("writes workbooks to a file, with the loss report beside", async () => {
    const { code, err } = await run(
      "export",
      "plan.yaml",
      "--to",
      "xlsx",
      "--out",
      "out/plan.xlsx",
      "--since",
      "plan.yaml",
      "--lang",
      "fr",
    );
    expect(code).toBe(0);
    expect(err).toContain("Rien n’a été perdu.");
    const read = await readXlsx({ name: "plan.xlsx", content: readFileSync(join(cwd, "out/plan.xlsx")) });
    expect(read.ok && read.sheets.map(({ name }) => name)).toContain("Modifications");
    await run("export", "plan.yaml", "--to", "segment", "--out", "s.json", "--report", "loss.json");
    const { loss } = JSON.parse(text("loss.json")) as { loss: { construct: string }[] };
    expect(loss.map(({ construct }) => construct)).toContain("variants");
  });

  it("writes the register and the notice in either language, as asked or as the file is named", async () => {
    const csv = await run("export", "plan.yaml", "--to", "register");
    expect([csv.code, csv.out]).toEqual([0, registerCsv(planSchema.parse(referencePlan), "en")]);
    await run("export", "plan.yaml", "--to", "register", "--out", "r.XLSX");
    expect(readFileSync(join(cwd, "r.XLSX")).subarray(0, 2).toString()).toBe("PK");
    const notice = await run("export", "plan.yaml", "--to", "notice", "--headers", "fr", "--json");
    expect(JSON.parse(notice.out)).toMatchObject({ file: `${referencePlan.slug}-notice.md`, content: /^# / });
    expect((await run("export", "plan.yaml", "--to", "notice", "--as", "html")).out).toContain('<article lang="en">');
  });

  it("ends where no folder can be made", async () => {
    const { code, err } = await run("export", "plan.yaml", "--to", "csv", "--out", "/proc/no/place/plan.csv");
    expect([code, err]).toEqual([2, expect.stringContaining("/proc/no")]);
    const inside = await run("schema", "plan.yaml", "--out", "/proc/no/place");
    expect(inside.code).toBe(2);
    expect((await run("export", "plan.yaml", "--to", "csv", "--out", "plan.yaml/plan.csv")).code).toBe(2);
  });

  it("refuses a kind of file that a document is not written as, and one for a plan", async () => {
    const wrong = await run("export", "plan.yaml", "--to", "notice", "--out", "n.csv");
    expect([wrong.code, existsSync(join(cwd, "n.csv"))]).toEqual([2, false]);
    expect(wrong.err).toContain("Expected: markdown, html.");
    expect((await run("export", "plan.yaml", "--to", "csv", "--as", "csv")).err).toContain("--as goes with");
  });
});

describe("diff", () => {
  it("fails on breaking changes only when asked about them", async () => {
    writeFileSync(join(cwd, "after.yaml"), writePlanFile(stricter()));
    const plain = await run("diff", "plan.yaml", "after.yaml");
    expect(plain.code).toBe(0);
    expect(plain.out).toContain("1 breaking change:");
    expect(plain.out).toMatch(
      /breaks: \{"type":"track","event":"[^"]+","properties":\{.*\}\}\n {4}at \/properties\/\w+: \w+/,
    );
    const { changes } = JSON.parse((await run("diff", "plan.yaml", "after.yaml", "--json")).out) as {
      changes: { severity: string; witness?: { outcome: string; call: object } }[];
    };
    expect(changes.map(({ severity, witness }) => [severity, witness?.outcome])).toEqual([["breaking", "payload"]]);
    expect((await run("diff", "plan.yaml", "after.yaml", "--breaking")).code).toBe(1);
    expect((await run("diff", "after.yaml", "plan.yaml", "--breaking", "--json")).code).toBe(1);
    const same = await run("diff", "plan.yaml", "plan.yaml", "--breaking", "--lang", "fr");
    expect([same.code, same.err.trim()]).toEqual([0, "Aucune modification cassante."]);
  });
});

describe("lint", () => {
  it("places each finding at the line of what it is about, in every format", async () => {
    const { code, out } = await run("lint", "plan.yaml");
    expect(code).toBe(1);
    const line =
      text("plan.yaml")
        .split("\n")
        .findIndex((item) => item.includes("id: evt_signed_up")) + 1;
    expect(out).toContain(`plan.yaml:${line}: warning missing_description: “Signed Up” has no description.`);
    const github = await run("lint", "plan.yaml", "--format", "github");
    expect(github.out).toContain(`::warning file=plan.yaml,line=${line},title=missing_description::`);
    const sarif = JSON.parse((await run("lint", "plan.yaml", "--format", "sarif")).out) as {
      runs: { results: unknown[] }[];
    };
    const json = JSON.parse((await run("lint", "plan.yaml", "--json")).out) as { findings: unknown[] };
    expect(sarif.runs[0]?.results).toHaveLength(json.findings.length);
  });

  it("says what is missing of the coverage, and fails by it", async () => {
    const { code, out, err } = await run("lint", "plan.yaml", "--coverage");
    expect(code).toBe(1);
    expect(err).toContain("known by a server alone");
    expect(out).toMatch(/Decisions with an event: \d+ of \d+\n/);
    const told = JSON.parse((await run("lint", "plan.yaml", "--coverage", "--json")).out) as {
      coverage: { gaps: { fr: string }[]; idle: { isProved: boolean }[] };
    };
    expect(told.coverage.gaps.length).toBeGreaterThan(0);
    expect(told.coverage.idle.filter(({ isProved }) => isProved)).toEqual([]);
    expect((await run("lint", "plan.yaml", "--coverage", "--format", "sarif")).code).toBe(2);
  });

  it("counts what the standards let pass, in words and in JSON", async () => {
    const suppressions = [
      { id: "sup_a", rule: "missing_description", objectId: "evt_signed_up", reason: "It is being written." },
    ];
    const withSuppressed = (list: typeof suppressions) => {
      const { settings } = referencePlan;
      const standards = { ...settings.standards, suppressions: list };
      return writePlanFile({ ...referencePlan, settings: { ...settings, standards } });
    };
    writeFileSync(join(cwd, "telling.yaml"), withSuppressed([]));
    writeFileSync(join(cwd, "passing.yaml"), withSuppressed(suppressions));
    const judged = async (file: string) =>
      JSON.parse((await run("lint", file, "--json")).out) as { findings: unknown[]; suppressed: number };
    const [before, after] = [await judged("telling.yaml"), await judged("passing.yaml")];
    expect([before.suppressed, after.suppressed]).toEqual([0, 1]);
    expect(after.findings).toHaveLength(before.findings.length - 1);
    expect((await run("lint", "passing.yaml")).err).toContain("1 more is let pass by the plan’s standards.");
    expect((await run("lint", "telling.yaml")).err).not.toContain("let pass");
  });
});

describe("schema", () => {
  it("writes one file per event and a bundle, and removes what no longer belongs", async () => {
    expect((await run("schema", "plan.yaml", "--out", "schemas")).code).toBe(0);
    expect(readdirSync(join(cwd, "schemas/events"))).toHaveLength(referencePlan.events.length);
    expect(JSON.parse(text("schemas/events/orderCompleted.schema.json"))).toMatchObject({ title: "Order Completed" });
    writeFileSync(join(cwd, "schemas/events/old.schema.json"), "{}");
    writeFileSync(join(cwd, "schemas/events/mine.txt"), "mine");
    const { out } = await run("schema", "plan.yaml", "--out", "schemas", "--json");
    expect(JSON.parse(out)).toEqual({ out: "schemas", written: [], removed: ["events/old.schema.json"] });
    expect(existsSync(join(cwd, "schemas/events/mine.txt"))).toBe(true);
    const bundle = await run("import", "schemas/bundle.schema.json", "--json");
    expect(JSON.parse(bundle.out)).toMatchObject({ loss: [], plan: referencePlan });
  });

  it("follows no symbolic link out of its folder", async () => {
    mkdirSync(join(cwd, "elsewhere"));
    mkdirSync(join(cwd, "schemas"));
    symlinkSync(join(cwd, "elsewhere"), join(cwd, "schemas/events"));
    const { code, err } = await run("schema", "plan.yaml", "--out", "schemas");
    expect(code).toBe(2);
    expect(err).toContain("symbolic link");
    expect(readdirSync(join(cwd, "elsewhere"))).toEqual([]);
  });
});

describe("generate", () => {
  it("writes under --out, and --check tells when it is no longer the plan's", async () => {
    const generate = (...more: string[]) =>
      run("generate", "plan.yaml", "--target", "typescript", "--out", "sdk", ...more);
    expect((await generate("--check")).code).toBe(1);
    const written = await generate();
    expect(written.code).toBe(0);
    expect(written.err).toContain(
      "Checked at ingest only, in 3 calls:\n  Product Searched: range: items\n  identify: email: format, ",
    );
    expect((await generate("--check")).code).toBe(0);
    writeFileSync(join(cwd, "sdk/track.ts"), "// mine\n");
    const { code, out } = await generate("--check", "--lang", "fr");
    expect(code).toBe(1);
    expect(out).toContain("modifié track.ts");
    expect(existsSync(join(cwd, "sdk/specs/productSearched.ts"))).toBe(true);
  });

  it("writes a package under the name it is given, and every target into a folder of its own", async () => {
    const pack = (...more: string[]) =>
      run("generate", "plan.yaml", "--target", "typescript", "--mode", "package", "--out", "pkg", ...more);
    expect((await pack("--package-name", "@acme/events")).code).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, "pkg/package.json"), "utf8")).name).toBe("@acme/events");
    writeFileSync(join(cwd, "pkg/dist/events/gone.js"), "");
    const { code, out } = await pack("--package-name", "@acme/events", "--check");
    expect(code).toBe(1);
    expect(out).toContain("stale dist/events/gone.js");
    const refused = await pack("--package-name", "../escape");
    expect(refused.code).toBe(2);
    expect(refused.err).toContain("is no name for a package");
    const all = (...more: string[]) =>
      run("generate", "plan.yaml", "--target", "all", "--react", "--out", "all", ...more);
    expect((await all()).code).toBe(0);
    for (const path of ["typescript/react.ts", "python/pyproject.toml", "java/pom.xml", "go/go.mod"]) {
      expect(existsSync(join(cwd, "all", path)), path).toBe(true);
    }
    writeFileSync(join(cwd, "all/typescript/events/gone.ts"), "");
    expect((await all("--check")).out).toContain("stale typescript/events/gone.ts");
  });

  it("writes data exports, several each into a folder of its own, in the language asked for", async () => {
    const several = (...more: string[]) =>
      run("generate", "--target", "bigquery", "--target", "markdown", "plan.yaml", "--out", "data", ...more);
    expect((await several("--schema", "web", "--lang", "fr")).code).toBe(0);
    const table = readFileSync(join(cwd, "data/bigquery/events/order_completed.sql"), "utf8");
    expect(table).toContain("CREATE TABLE IF NOT EXISTS `web`.`order_completed`");
    expect(table).toContain("Moment de la réception.");
    for (const gone of ["bigquery/events/gone.sql", "markdown/events/gone.md"])
      writeFileSync(join(cwd, "data", gone), "");
    const { code, out } = await several("--schema", "web", "--lang", "fr", "--check");
    expect(code).toBe(1);
    expect(out).toContain("bigquery/events/gone.sql");
    expect(out).toContain("markdown/events/gone.md");
    const dbt = await run("generate", "plan.yaml", "--target", "dbt", "--layout", "segment", "--out", "dbt");
    expect(dbt.code).toBe(0);
    expect(readFileSync(join(cwd, "dbt/models/sources.yml"), "utf8")).toContain('- name: "identifies"');
    expect((await run("generate", "plan.yaml", "--target", "cobol", "--out", "x")).code).toBe(2);
  });

  it("follows no symbolic link out of its folder", async () => {
    mkdirSync(join(cwd, "elsewhere"));
    mkdirSync(join(cwd, "sdk"));
    symlinkSync(join(cwd, "elsewhere"), join(cwd, "sdk/events"));
    const { code, err } = await run("generate", "plan.yaml", "--target", "typescript", "--out", "sdk");
    expect(code).toBe(2);
    expect(err).toContain("symbolic link");
    expect(readdirSync(join(cwd, "elsewhere"))).toEqual([]);
  });
});

describe("validate", () => {
  const EVENTS = [
    { type: "track", event: "Article Rated", messageId: "m1", userId: "u1", properties: { stars: 4 } },
    { type: "track", event: "Article Rated", messageId: "m2", userId: "u1", properties: { stars: "4" } },
    { type: "track", event: "Article Ratted", messageId: "m3", userId: "u1", properties: {} },
    { type: "identify", messageId: "m4", userId: "u1", traits: { plan: "pro" } },
  ];

  it("gives one verdict a line and a summary apart", async () => {
    writeFileSync(join(cwd, "events.ndjson"), `${EVENTS.map((event) => JSON.stringify(event)).join("\n")}\n\n{oops\n`);
    const { code, out, err } = await run("validate", "plan.yaml", "events.ndjson");
    expect(code).toBe(1);
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { line: number; verdict: string; messageId: string; violations: object[] });
    expect(lines.map(({ line, verdict, messageId }) => [line, verdict, messageId])).toEqual([
      [1, "conformant", "m1"],
      [2, "violating", "m2"],
      [3, "unplanned", "m3"],
      [4, "conformant", "m4"],
      [6, "malformed", ""],
    ]);
    expect(lines[1]?.violations).toMatchObject([
      {
        code: "type_mismatch",
        path: "/properties/stars",
        keyword: "type",
        expected: "integer",
        received: "string",
        message: expect.stringContaining("stars"),
      },
    ]);
    expect(err).toContain("5 events: 2 conformant, 1 violating, 1 unplanned, 1 malformed.");
  });

  it("checks bare values against a JSON Schema in YAML", async () => {
    writeFileSync(join(cwd, "schema.yaml"), "type: object\nproperties: { a: { type: integer } }\n");
    const { code, out, err } = await runCli(["validate", "--schema", "schema.yaml", "-"], {
      cwd,
      stdin: '{"a":1}\n{"a":"1"}\n',
    });
    expect(code).toBe(1);
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { valid: boolean }).valid),
    ).toEqual([true, false]);
    expect(err).toContain("draft-07: 1 valid, 1 invalid.");
    writeFileSync(join(cwd, "broken.json"), '{"type": "strin"}');
    const broken = await run("validate", "--schema", "broken.json", "plan.yaml");
    expect([broken.code, broken.err.split("\n")[0]]).toEqual([
      2,
      "gabarit: broken.json is not a JSON Schema that can be used.",
    ]);
  });
});
