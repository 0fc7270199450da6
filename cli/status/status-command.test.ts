import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { writePlanFile } from "../../lib/format/plan-file/write.ts";
import { codeRunSchema } from "../../lib/plan/code-run.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { runCli } from "../testing/run-cli.ts";

const SDK = fileURLToPath(new URL("../../codegen/golden/typescript", import.meta.url));
let cwd = "";

function write(path: string, lines: readonly string[]): void {
  mkdirSync(join(cwd, "src"), { recursive: true });
  writeFileSync(join(cwd, path), lines.join("\n"));
}

beforeAll(() => {
  cwd = temporaryFolder("status");
  writeFileSync(join(cwd, "plan.yaml"), writePlanFile(referencePlan));
  cpSync(SDK, join(cwd, "src/tracker"), { recursive: true });
  // The SDK is made by the build; it is found all the same.
  writeFileSync(join(cwd, ".gitignore"), "src/tracker/\nsrc/ignored.ts\n");
  write("src/a.ts", [
    'import { articleRated, basketEmptied, track, userRegistered } from "./tracker";',
    "articleRated({ stars: 4 });",
    "basketEmptied();",
    "userRegistered({});",
    'track("Gone" as string, {});',
    'analytics.track("Home");',
  ]);
  write("src/b.ts", ['import { articleRated } from "./tracker";', "articleRated({ stars: 5 });"]);
  write("src/ignored.ts", ['import { homePage } from "./tracker";', "homePage({});"]);
  write("src/a.test.ts", ['import { orderCompleted } from "./tracker";', "orderCompleted({});"]);
});

const status = (...more: string[]) => runCli(["status", "plan.yaml", "--src", "src", ...more], { cwd });

it("says what is called where, also when git ignores the SDK", async () => {
  const { code, out, err } = await status("--no-state");
  expect(code).toBe(0);
  expect(out).toContain("called at 2 places: Article Rated (track)\n    src/a.ts:2 call\n    src/b.ts:2 call\n");
  expect(out).toContain("deprecated, called at 1 place: Basket Emptied (track)");
  expect(out).toContain("src/a.ts:4 call by its former name userRegistered");
  expect(out).toContain("only in tests: Order Completed (track)\n    src/a.test.ts:2 call");
  expect(out).toContain("not found: Home (page)");
  expect(out).toContain("src/a.ts:5 “Gone” is not in the plan.");
  expect(out).toContain('src/a.ts:6 analytics.track("Home") goes past the plan, which has “Home”.');
  expect(err).toContain("10 planned events, 3 files read: 2 called, 1 in tests only");
});

it("reads a folder outside the one it is called in, whose patterns say nothing of it", async () => {
  const elsewhere = temporaryFolder("elsewhere");
  cpSync(SDK, join(elsewhere, "src/tracker"), { recursive: true });
  const call = 'import { articleRated } from "./tracker";\narticleRated({ stars: 4 });\n';
  writeFileSync(join(elsewhere, "src/a.ts"), call);
  writeFileSync(join(elsewhere, ".gitignore"), "ignored.ts\n");
  writeFileSync(join(elsewhere, "src/ignored.ts"), call);
  const given = ["status", "plan.yaml", "--src", elsewhere, "--ignore", "*.ts", "--no-state"];
  const { code, out } = await runCli(given, { cwd });
  expect([code, out]).toEqual([0, expect.stringContaining("called at 1 place: Article Rated (track)\n    ../")]);
  expect(out).toMatch(/ \.\.\/\S+\/src\/a\.ts:2 call\n/);
});

it("ends with status 1 for what is asked, and says it as SARIF with file and line", async () => {
  const { code, out, err } = await status("--no-state", "--format", "sarif", "--fail-on", "stale,missing,lost");
  expect(code).toBe(1);
  expect(err).toContain("because of: stale, missing");
  const { runs } = JSON.parse(out) as { runs: { results: { ruleId: string; locations: object[] }[] }[] };
  expect(runs[0]?.results.find(({ ruleId }) => ruleId === "stale")?.locations[0]).toMatchObject({
    physicalLocation: { artifactLocation: { uri: "src/a.ts" }, region: { startLine: 5 } },
  });
});

it("notices a place that went away since the last run, until a run lets it pass", async () => {
  await status();
  const kept = readFileSync(join(cwd, ".gabarit-status.json"), "utf8");
  expect(JSON.parse(kept)).toMatchObject({
    plan: "reference",
    events: { evt_rated: { "src/a.ts": 1, "src/b.ts": 1 } },
  });
  write("src/b.ts", ["export {};"]);
  const lost = await status("--fail-on", "lost");
  expect(lost.code).toBe(1);
  expect(lost.out).toContain("src/b.ts: 1 place at the last run, 0 now");
  expect(readFileSync(join(cwd, ".gabarit-status.json"), "utf8")).toBe(kept);
  expect((await status()).out).toContain("src/b.ts: 1 place at the last run");
  expect((await status("--fail-on", "lost")).code).toBe(0);
});

it("posts what it found for a release of a source, compared with what the server kept", async () => {
  const received: [path: string, body: string][] = [];
  const server = createServer(async (incoming, outgoing) => {
    received.push([`${incoming.method} ${incoming.url}`, await text(incoming)]);
    const answer = incoming.method === "GET" ? { events: { evt_rated: { "src/a.ts": 3 } } } : {};
    outgoing.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const given = ["status", "plan.yaml", "--src", "src", "--update", "--source", "web", "--release", "1.4"];
    const { code, out, err } = await runCli(given, { cwd, server: { url, token: "gbt_token" } });
    expect([code, err]).toEqual([0, expect.stringContaining("Posted to reference for the source web, release 1.4.")]);
    expect(out).toContain("src/a.ts: 3 places at the last run, 1 now");
    expect(received.map(([path]) => path)).toEqual([
      "GET /api/v1/projects/reference/code-runs/places?source=web&except=1.4",
      "POST /api/v1/projects/reference/code-runs",
    ]);
    expect(codeRunSchema.parse(JSON.parse(received[1]?.[1] ?? ""))).toMatchObject({
      ...{ source: "web", release: "1.4", files: 3 },
      unplanned: [{ name: "Gone", sites: [{ path: "src/a.ts", line: 5 }] }],
    });
  } finally {
    await new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
  }
});

it("needs a source and a release to post, and names what may be failed on", async () => {
  expect((await status("--update", "--source", "web")).err).toContain("--update needs --source and --release");
  expect((await status("--fail-on", "nonsense")).code).toBe(2);
});

it("says when there is no SDK of the plan", async () => {
  const empty = temporaryFolder("status-empty");
  writeFileSync(join(empty, "plan.yaml"), writePlanFile(referencePlan));
  expect((await runCli(["status", "plan.yaml"], { cwd: empty })).err).toContain("No code was found.");
  writeFileSync(join(empty, "a.ts"), "export const a = 1;");
  const { err } = await runCli(["status", "plan.yaml", "--no-state"], { cwd: empty });
  expect(err).toContain("No generated SDK of the plan reference was found here: gabarit generate writes one.");
});
