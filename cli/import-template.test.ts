import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { readPlanFile } from "../lib/format/plan-file/read.ts";
import { findTemplate } from "../lib/template/catalogue.ts";
import { writeHouseFile } from "../lib/template/house-file.ts";
import { selectWhole } from "../lib/template/house-select.ts";
import { ecommerce } from "../lib/template/plans/ecommerce.ts";
import { runCli } from "./testing/run-cli.ts";

vi.setConfig({ testTimeout: 120_000 });

let cwd = "";
beforeEach(() => {
  cwd = temporaryFolder();
});
const run = (...args: string[]) => runCli(args, { cwd });
const text = (path: string) => readFileSync(join(cwd, path), "utf8");

describe("import --template", () => {
  it("writes the plan of an industry, and events that conform to it", async () => {
    const { code } = await run("import", "--template", "saas", "--out", "plan.yaml", "--sample", "events.ndjson");
    expect(code).toBe(0);
    const read = readPlanFile(text("plan.yaml"));
    expect(read.ok && read.plan).toEqual(findTemplate("saas")?.plan("saas", "en"));
    expect((await run("lint", "plan.yaml")).code).toBe(0);
    expect(text("events.ndjson").trimEnd().split("\n").length).toBeGreaterThan(3000);
    const judged = await run("validate", "plan.yaml", "events.ndjson");
    expect([judged.code, judged.err]).toEqual([0, expect.stringContaining("0 violating")]);
  });

  it("adds to a plan file what it lacks", async () => {
    await run("import", "--template", "media", "--slug", "journal", "--out", "plan.yaml");
    await run("import", "--template", "ecommerce", "--out", "plan.yaml");
    const read = readPlanFile(text("plan.yaml"));
    const names = read.ok ? read.plan.events.map(({ name }) => name) : [];
    expect(read.ok && read.plan.slug).toBe("journal");
    expect(names).toEqual(expect.arrayContaining(["Content Finished", "Order Completed"]));
    expect(names.filter((name) => name === "Signed Up")).toHaveLength(1);
  });

  it("lays an exported template of a house over a plan file, and refuses one of a newer format in a sentence", async () => {
    const content = selectWhole(ecommerce.plan("shop", "en"), []);
    const file = { origin: "hst_x", version: 2, name: { en: "House" }, description: {}, notes: "", content };
    writeFileSync(join(cwd, "house.yaml"), writeHouseFile(file));
    expect((await run("import", "--template", "house.yaml", "--slug", "shop", "--out", "plan.yaml")).code).toBe(0);
    const read = readPlanFile(text("plan.yaml"));
    expect(read.ok && read.plan.events).toEqual(content.plan.events);
    expect((await run("import", "--template", "house.yaml", "--plan", "shop")).code).toBe(2);
    const events = content.plan.events.map((event, index) => (index === 0 ? { ...event, owner: "Theirs" } : event));
    const changed = { ...content.plan, events };
    const told = { ...file, notes: "Who owns what.", content: selectWhole(changed, []) };
    writeFileSync(join(cwd, "next.yaml"), writeHouseFile(told));
    const again = await run("import", "--template", "next.yaml", "--out", "plan.yaml");
    expect([again.code, again.err]).toEqual([0, expect.stringMatching(/: the plan has its own.*Who owns what\./s)]);
    expect(readPlanFile(text("plan.yaml"))).toEqual(read);
    writeFileSync(join(cwd, "newer.yaml"), "gabaritTemplate: 2\n");
    const newer = await run("import", "--template", "newer.yaml", "--out", "plan.yaml");
    expect([newer.code, newer.err]).toEqual([2, expect.stringContaining("Update Gabarit")]);
    expect(readPlanFile(text("plan.yaml"))).toEqual(read);
  });

  it("names the templates there are, and wants either files or one of them", async () => {
    const unknown = await run("import", "--template", "shoes");
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining("ecommerce, saas")]);
    for (const args of [[], ["a.csv", "--template", "saas"], ["a.csv", "--sample", "b"]])
      expect((await run("import", ...args)).code).toBe(2);
  });
});
