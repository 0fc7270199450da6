import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { authorizeSystem } from "../lib/access/authorize.ts";
import { createSource } from "../lib/access/source.ts";
import { asProject, makeToken, makeWorld } from "../lib/access/testing.ts";
import { createCohort } from "../lib/analysis/cohort/store.ts";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import type { Audit } from "../lib/discovery/audit.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import { loadPlan } from "../lib/plan/store.ts";
import { PROTECTED } from "../lib/plan/store-guard.ts";
import { planDb } from "../lib/store/plan-db.ts";
import { useEventDb, usePlanDb } from "../lib/store/testing.ts";
import { type RealServer, startRealServer } from "./testing/real-server.ts";
import { type CliRun, runCli } from "./testing/run-cli.ts";

vi.setConfig({ testTimeout: 120_000 });
usePlanDb();
useEventDb();

const cwd = temporaryFolder();
let server: RealServer;
let slug: string;
let writeKey: string;
let run: (...args: string[]) => Promise<CliRun>;

beforeAll(async () => {
  server = await startRealServer();
  const world = await makeWorld();
  slug = world.project.slug;
  const source = await createSource(await asProject(world), {
    name: "web",
    platform: "web",
    environment: "production",
  });
  writeKey = source.writeKeys[0]?.key ?? "";
  const { token } = await makeToken(world.project.id, "owner");
  run = (...args) => runCli(args, { cwd, server: { url: server.url, token } });
  writeFileSync(join(cwd, "plan.yaml"), writePlanFile({ ...referencePlan, slug }));
});
afterAll(() => server.stop());

async function ok(...args: string[]): Promise<CliRun> {
  const done = await run(...args);
  expect(done, `${args.join(" ")}\n${done.err}${done.out.slice(0, 500)}`).toMatchObject({ code: 0 });
  return done;
}

it("takes a plan to the server, publishes it, and reads back exactly that plan", async () => {
  expect((await ok("import", "plan.yaml", "--plan", slug)).err).toContain(`changes written to ${slug}@main.`);
  expect((await ok("import", "plan.yaml", "--plan", slug)).err).toContain(`Nothing changed on ${slug}@main.`);
  expect((await ok("publish", slug, "-m", "First")).err).toContain(`${slug}: version 1 published`);
  expect((await ok("diff", "plan.yaml", `${slug}@1`)).err).toContain("The plans are equal.");
  for (const version of ["1", "latest"])
    await ok(
      "generate",
      `${slug}@${version}`,
      "--target",
      "typescript",
      "--out",
      "sdk-of-1",
      ...(version === "1" ? [] : ["--check"]),
    );
});

it("writes a draft from a spreadsheet, compares it with main, and publishes it", async () => {
  writeFileSync(
    join(cwd, "more.csv"),
    "Événement;Propriété;Type;Obligatoire\nArticle Rated;stars;entier;Oui\nWishlist Shared;channel;texte;Oui\n",
  );
  await ok("import", "more.csv", "--plan", slug, "--branch", "wishlist");
  const changes = JSON.parse((await ok("diff", slug, `${slug}@wishlist`, "--json")).out) as {
    breaking: number;
    changes: { code: string; objectName: string }[];
  };
  expect(changes.changes).toContainEqual(
    expect.objectContaining({ code: "event_added", objectName: "Wishlist Shared" }),
  );
  expect((await ok("publish", `${slug}@wishlist`, "-m", "Wishlist")).err).toContain("version 2 published");
  expect((await ok("export", `${slug}@2`, "--to", "plan-file")).out).toContain("Wishlist Shared");
});

it("sends events, asks about them, and validates them alike", async () => {
  const rate = (index: number, stars: unknown) => ({
    type: "track",
    event: "Article Rated",
    userId: `u${index % 20}`,
    timestamp: new Date(Date.now() - 86_400_000).toISOString(),
    properties: { stars },
  });
  const events = Array.from({ length: 120 }, (_item, index) => rate(index, index % 10 === 0 ? "five" : 4));
  const text = [...events, { ...rate(1, 3), event: "Never Planned" }].map((event) => JSON.stringify(event)).join("\n");
  writeFileSync(join(cwd, "events.ndjson"), text);
  await ok("send", "events.ndjson", "--write-key", writeKey, "--batch-size", "50");
  await ok("send", "events.ndjson", "--write-key", writeKey, "--batch-size", "17");
  await server.settled();
  writeFileSync(
    join(cwd, "question.json"),
    JSON.stringify({
      kind: "metric",
      event: { event: "Article Rated" },
      measure: { kind: "count" },
      interval: "total",
      range: { lastDays: 7 },
    }),
  );
  const answer = JSON.parse((await ok("query", "question.json", "--json")).out) as {
    result: { series: { total: number }[] };
    statement: object;
  };
  expect(answer.result.series[0]?.total).toBe(108);
  expect(answer.statement).toMatchObject({
    considered: 108,
    excluded: { violating: 12, unplanned: 1, malformed: 0 },
    duplicates: 121,
  });
  const validated = await run("validate", slug, "events.ndjson", "--json");
  expect(JSON.parse(validated.err)).toEqual({ total: 121, conformant: 108, violating: 12, unplanned: 1, malformed: 0 });
});

it("audits what a source sent as it audits the same calls in a file", async () => {
  const ofFile = await run("audit", "events.ndjson", "--plan", slug, "--json");
  const ofSource = await run("audit", "--source", "web", "--plan", slug, "--html", "web.html", "--json");
  expect([ofFile.code, ofSource.code]).toEqual([1, 1]);
  const [file, source] = [ofFile, ofSource].map(({ out }) => JSON.parse(out) as Audit);
  // Repeated calls are stored once; what is told of them is the same.
  expect(source).toEqual(file);
  expect(readFileSync(join(cwd, "web.html"), "utf8")).toContain("what the source sent");
  const wrong = async (...args: string[]) => (await run("audit", ...args)).err;
  expect(await wrong("--source", "web", "--plan", "plan.yaml")).toContain("--source needs the project on the server");
  expect(await wrong("--source", "nowhere", "--plan", slug)).toContain("nothing here");
  expect(await wrong("events.ndjson", "--source", "web", "--plan", slug)).toContain("one of them");
});

it("refuses a question about what the plan does not have, with the nearest name", async () => {
  writeFileSync(
    join(cwd, "question.json"),
    JSON.stringify({
      kind: "metric",
      event: { event: "Article Ratted" },
      measure: { kind: "count" },
      interval: "total",
      range: { lastDays: 7 },
    }),
  );
  const { code, err } = await run("query", "question.json", "--plan", slug, "--lang", "fr");
  expect(code).toBe(2);
  expect(err).toContain("Article Rated");
});

it("finds on the server what the server finds: what a saved question uses is not called unused", async () => {
  const file = await run("lint", "plan.yaml", "--json");
  const found = async () => {
    const { code, out } = await run("lint", `${slug}@1`, "--json");
    const { findings } = JSON.parse(out) as { findings: { code: string; file: string; target: { id: string } }[] };
    expect(findings.every((finding) => finding.file === `${slug}@1`)).toBe(true);
    const idle = findings.filter((finding) => finding.code === "serves_nothing").map(({ target }) => target.id);
    return { code, idle };
  };
  const before = await found();
  expect(before.code).toBe(file.code);
  const [event = ""] = before.idle;
  expect(event).toMatch(/^evt_/);
  const project = await authorizeSystem(slug);
  await createCohort(project, {
    name: "Users of it",
    criterion: { kind: "count", event: { event }, count: { op: ">=", value: 1 }, window: { ever: true } },
  });
  expect((await found()).idle).toEqual(before.idle.filter((id) => id !== event));
});

it("is told of a protected main in the words of the server, by import and by publish, and writes nothing", async () => {
  const project = await authorizeSystem(slug);
  const protect = (mainProtected: boolean) =>
    planDb().project.update({ where: { id: project.projectId }, data: { mainProtected } });
  const { revision } = await loadPlan(project);
  const description = { en: "Written past the review" };
  writeFileSync(join(cwd, "other.yaml"), writePlanFile({ ...referencePlan, slug, description }));
  await protect(true);
  try {
    for (const ways of [
      ["import", "other.yaml", "--plan", slug],
      ["publish", "other.yaml", "-m", "Past the review"],
    ]) {
      const { code, err } = await run(...ways);
      expect([code, err], ways.join(" ")).toEqual([expect.any(Number), expect.stringContaining(PROTECTED.en)]);
      expect(code).not.toBe(0);
      expect((await run(...ways, "--lang", "fr")).err).toContain(PROTECTED.fr);
    }
    await ok("import", "other.yaml", "--plan", slug, "--branch", "past-review");
    const refused = await run("publish", `${slug}@past-review`, "-m", "Past the review");
    expect(refused.err).toContain("Ask for a review first");
    expect(refused.code).not.toBe(0);
  } finally {
    await protect(false);
  }
  expect((await loadPlan(project)).revision).toBe(revision);
});

it("takes a rename by id from a file that says no identifier as one by hand", async () => {
  const world = await makeWorld();
  const { token } = await makeToken(world.project.id, "owner");
  const project = await asProject(world);
  const own = world.project.slug;
  const call = (...args: string[]) => runCli(args, { cwd, server: { url: server.url, token } });
  const write = (...lines: readonly string[]) =>
    writeFileSync(join(cwd, "hand.yaml"), ["gabarit: 1", `slug: ${own}`, "events:", ...lines, ""].join("\n"));
  const paid = async (branch?: string) =>
    (await loadPlan(project, branch)).plan.events.find(({ id }) => id === "evt_paid");
  write("  - { id: evt_paid, name: Paid }");
  expect(await call("publish", "hand.yaml", "-m", "First")).toMatchObject({ code: 0 });
  write("  - { id: evt_paid, name: Order Paid }", "  - { id: evt_new, name: Paid By Card }");
  expect(await call("publish", "hand.yaml", "-m", "Renamed")).toMatchObject({ code: 0 });
  const renamed = { name: "Order Paid", identifier: "paid", formerNames: ["Paid"] };
  expect(await paid()).toMatchObject(renamed);
  expect((await call("import", "hand.yaml", "--plan", own)).err).toContain("Nothing changed");
  write("  - { id: evt_paid, name: Bill Paid }", "  - { id: evt_new, name: Paid }");
  expect(await call("push", `${own}@bill`, "--file", "hand.yaml", "--replace")).toMatchObject({ code: 0 });
  // The name that another event has now is no former one.
  expect(await paid("bill")).toMatchObject({ name: "Bill Paid", identifier: "paid", formerNames: ["Order Paid"] });
  write("  - { id: evt_paid, name: Order Paid, identifier: orderPaid }");
  const asked = await call("publish", "hand.yaml", "-m", "Asked");
  expect([asked.code, asked.err]).toEqual([2, expect.stringContaining("evt_paid/identifier")]);
  expect(await paid()).toMatchObject(renamed);
});

it("generates from the server what it generates from the same version's file", async () => {
  const { out } = await ok("generate", `${slug}@2`, "--target", "typescript", "--out", "sdk", "--json");
  expect(JSON.parse(out)).toMatchObject({ plan: slug, version: 2 });
  await ok("generate", slug, "--target", "typescript", "--out", "sdk", "--check");
});

it("judges what was received again: a preview and a branch change nothing, a published version moves each event once", async () => {
  writeFileSync(join(cwd, "texts.csv"), "Événement;Propriété;Type;Obligatoire\nArticle Rated;stars;texte;Oui\n");
  await ok("import", "texts.csv", "--plan", slug, "--branch", "texts");
  const replay = async (at: string, ...options: string[]) => {
    const { out } = await ok("replay", `${slug}@${at}`, "--event", "Article Rated", "--json", ...options);
    return (JSON.parse(out) as { totals: object }).totals;
  };
  const moved = { added: 12, withdrawn: 108, moved: 0, stays: 0, held: 0 };
  expect(await replay("texts")).toEqual(moved);
  const refused = await run("replay", `${slug}@texts`, "--apply");
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("a branch can be previewed")]);
  const published = JSON.parse((await ok("publish", `${slug}@texts`, "-m", "Texts", "--json")).out) as {
    version: number;
  };
  const of = String(published.version);
  expect(await replay(of, "--only", "held")).toEqual({ ...moved, withdrawn: 0 });
  expect(await replay(of, "--to", "2020-01-01")).toEqual({ ...moved, added: 0, withdrawn: 0 });
  const told = await ok("replay", `${slug}@${of}`, "--event", "Article Rated", "--apply");
  expect(told.out).toContain(`120 events judged under version ${of}: 12 added, 108 withdrawn, 0 moved`);
  expect(told.out).toContain("Article Rated: 12 added, 108 withdrawn");
  expect(await replay("latest", "--apply")).toEqual({ ...moved, added: 0, withdrawn: 0, stays: 12, held: 108 });
});
