/** `gabarit audit` on files, beside a plan and without one. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Audit } from "../lib/discovery/audit.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import { runCli } from "./testing/run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "audit-"));
const events = join(folder, "events.ndjson");
const plan = join(folder, "plan.yaml");

const track = (event: string, properties: object) => JSON.stringify({ type: "track", event, userId: "u1", properties });

beforeAll(() => {
  writeFileSync(plan, writePlanFile(referencePlan));
  writeFileSync(
    events,
    [
      track("Article Rated", { stars: 4 }),
      track("Article Rated", { stars: "5" }),
      track("article_rated", { stars: null, contact: "ada@example.org", lines: [{ card: "4111 1111 1111 1111" }] }),
      track("Never Planned", { colour: "red", Colour: "blue" }),
      '{"type":"track","event":7}',
      "{",
    ].join("\n"),
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

async function audited(...more: string[]): Promise<{ code: number; audit: Audit }> {
  const { code, out } = await runCli(["audit", events, "--json", ...more]);
  return { code, audit: JSON.parse(out) as Audit };
}

describe("without a plan", () => {
  it("describes what came, and judges nothing", async () => {
    const { code, audit } = await audited();
    expect(code).toBe(1);
    expect(audit).toMatchObject({ lines: 6, malformed: 2, absent: [], cut: false });
    expect(audit.verdicts).toBeUndefined();
    expect(audit.events[0]).toEqual({ kind: "track", name: "Article Rated", count: 2, properties: 1 });
    expect(audit.conflicts).toEqual([
      {
        property: "stars",
        types: [
          { type: "number", count: 1, events: ["Article Rated"] },
          { type: "string", count: 1, events: ["Article Rated"] },
        ],
      },
    ]);
    expect(audit.near).toContainEqual({ of: "event", name: "article_rated", other: "Article Rated" });
    expect(audit.near).toContainEqual({ of: "property", name: "Colour", other: "colour" });
    expect(audit.personal).toEqual([
      { event: "article_rated", property: "contact", valueClass: "email", count: 1 },
      { event: "article_rated", property: "lines[].card", valueClass: "card", count: 1 },
    ]);
  });

  it("finds nothing in a file where nothing is wrong", async () => {
    const clean = join(folder, "clean.ndjson");
    writeFileSync(clean, `${track("Article Rated", { stars: 4 })}\n${track("Article Rated", { stars: 5 })}\n`);
    const { code, out } = await runCli(["audit", clean]);
    expect(code).toBe(0);
    expect(out).toContain("2 lines, all of them readable.");
  });

  it("says when there was more than it looks at", async () => {
    const wide = join(folder, "wide.ndjson");
    writeFileSync(wide, Array.from({ length: 2_001 }, (_, at) => track(`Event ${at}`, {})).join("\n"));
    const { out } = await runCli(["audit", wide, "--json"]);
    const audit = JSON.parse(out) as Audit;
    expect([audit.lines, audit.events.length, audit.cut]).toEqual([2_001, 2_000, true]);
  });
});

describe("beside a plan", () => {
  it("counts verdicts as validate does, and names what is unplanned and what is absent", async () => {
    const { audit } = await audited("--plan", plan);
    const { err } = await runCli(["validate", plan, events, "--json"]);
    expect({ total: audit.lines, ...audit.verdicts }).toEqual(JSON.parse(err));
    expect(audit.events.filter(({ planned }) => planned === false).map(({ name }) => name)).toEqual([
      "article_rated",
      "Never Planned",
    ]);
    const live = referencePlan.events.filter(({ status, name }) => status !== "deprecated" && name !== "Article Rated");
    expect(audit.absent.map(({ name }) => name)).toEqual(live.map(({ name }) => name));
  });

  it("is told in French, and shows no value", async () => {
    const { out } = await runCli(["audit", events, "--plan", plan, "--lang", "fr"]);
    expect(out).toContain("Données personnelles en clair");
    expect(out).toContain("adresses e-mail");
    expect(out).not.toContain("ada@example.org");
    expect(out).not.toContain("4111");
  });
});
