import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { toldCoverage } from "../lib/document/coverage-told.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { readXlsx } from "../lib/format/spreadsheet/xlsx.ts";
import { coverageOf, unseenEvidence } from "../lib/plan/coverage.ts";
import { emptyPlan, newEvent } from "../lib/plan/new-object.ts";
import { freezePlan } from "../lib/plan/publish.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import { retryAfterMs } from "./send-post.ts";
import { runCli } from "./testing/run-cli.ts";

interface Received {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly body: Record<string, unknown>;
}

type Answer = readonly [status: number, body: unknown, headers?: Record<string, string>];

let server: Server;
let url = "";
let received: Received[] = [];
const TAKEN: Answer = [200, { success: true }];
let answer: (request: Received) => Answer = () => TAKEN;

async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = incoming.method === "GET" ? {} : ((await json(incoming)) as Record<string, unknown>);
  const { method = "", url: path = "", headers } = incoming;
  const request = { method, url: path, authorization: headers.authorization ?? "", body };
  received.push(request);
  const [status, content, more = {}] = answer(request);
  outgoing.writeHead(status, { "content-type": "application/json", ...more }).end(JSON.stringify(content));
}

beforeEach(async () => {
  received = [];
  answer = () => TAKEN;
  server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await new Promise((done) => server.close(done));
});

describe("send", () => {
  const events = (count: number) =>
    Array.from({ length: count }, (_item, index) =>
      JSON.stringify({ type: "track", event: "A", userId: "u", properties: { index } }),
    ).join("\n");

  function file(text: string): { cwd: string; send: (...more: string[]) => ReturnType<typeof runCli> } {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "events.ndjson"), text);
    return {
      cwd,
      send: (...more) =>
        runCli(["send", "events.ndjson", "--write-key", "key", "--batch-size", "10", ...more], {
          cwd,
          server: { url },
        }),
    };
  }

  it("sends every event once, in order, each with an id that stays the same", async () => {
    const { send, cwd } = file(events(25));
    expect((await send("--json")).out).toContain('"sent": 25');
    const batches = received.map(({ body }) => body.batch as { messageId: string; properties: { index: number } }[]);
    expect(batches.map((batch) => batch.length)).toEqual([10, 10, 5]);
    expect(batches.flat().map(({ properties }) => properties.index)).toEqual(
      Array.from({ length: 25 }, (_item, index) => index),
    );
    expect(new Set(batches.flat().map(({ messageId }) => messageId)).size).toBe(25);
    expect(received[0]).toMatchObject({
      url: "/v1/batch",
      authorization: `Basic ${Buffer.from("key:").toString("base64")}`,
    });
    const first = batches.flat().map(({ messageId }) => messageId);
    received = [];
    await send();
    expect(
      received.flatMap(({ body }) => (body.batch as { messageId: string }[]).map(({ messageId }) => messageId)),
    ).toEqual(first);
    expect(existsSync(join(cwd, "events.ndjson.gabarit-send.json"))).toBe(false);
  });

  it("waits as long as the server asks, then goes on", async () => {
    let refused = 0;
    answer = () => (refused++ < 1 ? [503, {}, { "retry-after": "1" }] : TAKEN);
    const { send } = file(events(5));
    const before = Date.now();
    const { code, err } = await send();
    expect([code, received.length]).toEqual([0, 2]);
    expect(Date.now() - before).toBeGreaterThanOrEqual(1000);
    expect(err).toContain("Trying again in 1 s (HTTP 503).");
  });

  it("goes on after the last acknowledged batch when it was interrupted", async () => {
    answer = () => (received.length > 2 ? [400, { message: "enough" }] : TAKEN);
    const { send, cwd } = file(events(40));
    expect((await send()).code).toBe(2);
    expect(JSON.parse(readFileSync(join(cwd, "events.ndjson.gabarit-send.json"), "utf8"))).toMatchObject({ line: 20 });
    received = [];
    answer = () => TAKEN;
    const { code, err } = await send("--lang", "fr");
    expect([code, received.length]).toEqual([0, 2]);
    expect(err).toContain("Reprise après la ligne 20.");
    expect(received[0]?.body.batch).toMatchObject([{ properties: { index: 20 } }, ...Array(9).fill({})]);
  });

  it("leaves out lines that are no object, and ends with status 1", async () => {
    const { send } = file(`${events(2)}\n[1]\n{oops\n`);
    const { code, err } = await send();
    expect(code).toBe(1);
    expect(err).toContain("events.ndjson:3: not a JSON object");
    expect(err).toContain("2 events sent in 1 request; 2 lines left out.");
  });

  it("stops at once for a wrong key", async () => {
    answer = () => [401, {}];
    const { code, err } = await file(events(3)).send();
    expect([code, err.trim(), received.length]).toEqual([2, "gabarit: The server does not know this write key.", 1]);
  });

  it("leaves out the one event that is too large for the server, names its line and sends the others", async () => {
    const large = JSON.stringify({ type: "track", event: "A", properties: { text: "x".repeat(600_000) } });
    answer = ({ body }) => (JSON.stringify(body).length > 500_000 ? [413, { code: "too_large" }] : TAKEN);
    const { send } = file(`${events(3)}\n${large}\n{oops\n${events(2)}`);
    const { code, err } = await send();
    expect(code).toBe(1);
    expect(err).toContain("events.ndjson:4: larger than the server takes; the line is left out.");
    expect(err).toContain("5 events sent in 3 requests; 2 lines left out.");
  });

  it("takes nothing for sent that another kind of server answers well to", async () => {
    answer = () => [200, { page: "Welcome" }];
    const { send, cwd } = file(events(3));
    const { code, err } = await send();
    expect([code, err.trim()]).toEqual([2, `gabarit: What answers at ${url} is not Gabarit.`]);
    answer = () => TAKEN;
    expect((await send("--json")).out).toContain('"sent": 3');
    expect(existsSync(join(cwd, "events.ndjson.gabarit-send.json"))).toBe(false);
  });

  it("refuses at once an address without its protocol", async () => {
    const { code, err } = await file(events(1)).send("--url", "localhost:3000");
    expect([code, err.trim()]).toEqual([
      2,
      "gabarit: localhost:3000 is not an address. Expected one such as http://localhost:3000.",
    ]);
  });

  it("reads Retry-After as seconds or as a date", () => {
    expect(retryAfterMs("3", 0)).toBe(3000);
    expect(retryAfterMs("Thu, 01 Jan 1970 00:00:05 GMT", 1000)).toBe(4000);
    expect(retryAfterMs("soon", 0)).toBeUndefined();
  });
});

describe("with a server", () => {
  const run = (...args: string[]) => runCli(args, { server: { url, token: "secret" } });

  it("takes PLAN from a version or a branch", async () => {
    const published = freezePlan(referencePlan);
    answer = ({ url: path }) =>
      path.includes("/versions/") ? [200, published] : [200, { plan: referencePlan, revision: 3 }];
    expect((await run("diff", "shop@1", "shop@draft/new-checkout")).err).toContain("The plans are equal.");
    expect(received.map(({ url: path }) => path).sort()).toEqual([
      "/api/v1/projects/shop/plan?branch=draft%2Fnew-checkout",
      "/api/v1/projects/shop/versions/1",
    ]);
    expect(received[0]?.authorization).toBe("Bearer secret");
    received = [];
    await run("export", "shop", "--to", "plan-file");
    expect(received[0]?.url).toBe("/api/v1/projects/shop/plan?branch=main");
  });

  it("compares a branch with what it began from, where main is named before it, and says what main has had since", async () => {
    const known = { objectId: "evt_a", objectName: "Paid", events: [], sources: [], kind: "event", path: "" };
    const change = { code: "owner", severity: "documentation", ...known, en: "Owner changed.", fr: "Changé." };
    let about: object = { behind: 2, conflicts: [], baseGone: false };
    answer = ({ url: path }) =>
      path.includes("/diff") ? [200, { changes: [change], ...about }] : [200, { plan: referencePlan, revision: 3 }];
    const text = await run("diff", "shop", "shop@draft");
    expect(text.out).toContain("Paid: Owner changed.");
    expect(text.err).toContain("main has had 2 changes since the branch left it");
    expect(JSON.parse((await run("diff", "shop@main", "shop@draft", "--json")).out)).toMatchObject({
      ...{ documentation: 1, behind: 2, conflicts: [] },
    });
    about = { behind: 2, conflicts: [{}], baseGone: true };
    const comment = await run("diff", "shop@main", "shop@draft", "--received", "--format", "markdown", "--lang", "fr");
    expect(comment.out).toContain("main apparaissent ici à l’envers.");
    expect(comment.out).toContain("1 champ a été modifié sur main aussi");
    expect(received.map(({ url: path }) => path.split("?"))).toEqual([
      ["/api/v1/projects/shop/branches/draft/diff", "received=false"],
      ["/api/v1/projects/shop/branches/draft/diff", "received=false"],
      ["/api/v1/projects/shop/branches/draft/diff", "received=true"],
    ]);
    received = [];
    // The other way round, and of two branches, the plans are compared as they are.
    await run("diff", "shop@draft", "shop");
    await run("diff", "shop@draft", "shop@other");
    expect(received.every(({ url: path }) => path.includes("/plan?branch="))).toBe(true);
  });

  it("lists the changes of a workbook since the version before, and calls a register by its version", async () => {
    const versions = [1, 2].map((version) => ({ ...freezePlan(referencePlan), version }));
    answer = ({ url: path }) => [200, versions[path.endsWith("/1") ? 0 : 1]];
    const cwd = temporaryFolder();
    const export_ = (...args: string[]) => runCli(["export", ...args], { cwd, server: { url, token: "secret" } });
    await export_("shop@latest", "--to", "xlsx", "--out", "a.xlsx");
    expect(received.map(({ url: path }) => path.split("/").at(-1))).toEqual(["latest", "latest", "1"]);
    await export_("shop@latest", "--to", "register", "--out", "r.xlsx");
    const read = await readXlsx({ name: "r.xlsx", content: readFileSync(join(cwd, "r.xlsx")) });
    expect(read.ok && read.sheets.flatMap(({ rows }) => rows.flat())).toContain("Version 2");
  });

  it("asks the server for the coverage of the branch that is linted", async () => {
    const plan = { ...referencePlan, decisions: [] };
    answer = ({ url: path }) =>
      path.includes("/coverage")
        ? [200, toldCoverage(plan, coverageOf(plan, unseenEvidence()))]
        : [200, { items: [], suppressed: 0 }];
    const { code, out } = await run("lint", "shop@draft", "--coverage", "--lang", "fr");
    expect(received.map(({ url: path }) => path.split("/").at(-1))).toEqual(["findings?at=draft", "coverage?at=draft"]);
    expect([code, out]).toEqual([1, expect.stringContaining("Événements critiques")]);
  });

  it("tells problems in the server's words", async () => {
    answer = () => [403, { title: "Forbidden", detail: "Your role does not allow this.", code: "forbidden" }];
    const { code, err } = await run("publish", "shop", "-m", "First");
    expect([code, err.trim()]).toEqual([2, "gabarit: Your role does not allow this."]);
    const json = await run("publish", "shop", "-m", "First", "--json");
    expect(JSON.parse(json.out)).toMatchObject({ error: { code: "forbidden", status: 403 } });
  });

  it("publishes a plan file as exactly that plan", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "plan.yaml"), writePlanFile(referencePlan));
    answer = ({ url: path }) =>
      path.endsWith("/versions")
        ? [201, { version: 4, hash: "abcdef0123456789" }]
        : [200, { branch: "main", revision: 1, changes: [], problems: [] }];
    const { code, err } = await runCli(["publish", "plan.yaml", "-m", "Checkout", "--project", "shop"], {
      cwd,
      server: { url, token: "t" },
    });
    expect([code, err.trim()]).toEqual([0, "shop: version 4 published (abcdef012345)."]);
    expect(received[0]).toMatchObject({
      url: "/api/v1/projects/shop/import",
      body: { branch: "main", remove: true, clear: true, plan: { slug: "shop" } },
    });
    expect(received[1]?.body).toEqual({ branch: "main", notes: "Checkout" });
  });

  it("prints an answer with what it stands on", async () => {
    const statement = {
      planVersions: [1, 2],
      received: 1200,
      considered: 1000,
      stripped: 0,
      transformed: 0,
      excluded: { violating: 150, unplanned: 40, malformed: 10 },
      duplicates: 3,
      repaired: 0,
      traitsHeld: 1,
      usersTouched: 77,
      environment: "production",
      asOf: "2024-05-01T00:00:00Z",
      timeZone: "Europe/Paris",
    };
    const steps = [
      { count: 200, fromFirst: 1, fromPrevious: null, dropOff: 120 },
      { count: 80, fromFirst: 0.4, fromPrevious: 0.4, dropOff: 0 },
    ];
    answer = ({ url: path }) =>
      path.endsWith("/projects")
        ? [200, { items: [{ slug: "shop" }] }]
        : [200, { result: { kind: "funnel", steps, open: 0 }, statement, rule: "The rule." }];
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "q.json"), '{"kind":"funnel"}');
    const { code, out, err } = await runCli(["query", "q.json", "--lang", "fr"], { cwd, server: { url, token: "t" } });
    expect(code).toBe(0);
    expect(received.map(({ url: path }) => path)).toEqual(["/api/v1/projects", "/api/v1/projects/shop/query"]);
    expect(out).toMatch(/^2\s+80\s+40\s%\s+40\s%\s+0$/m);
    expect(err.replace(/\s/g, " ")).toContain(
      "Repose sur 1 000 des 1 200 événements reçus ; écartés : 150 en violation",
    );
    expect(err.replace(/\s/g, " ")).toContain("3 doublons à part, 1 trait retenu, 77 personnes touchées.");
    expect(err).toContain("au 1er mai 2024 à 02:00:00 (Europe/Paris)");
  });

  it("says so when somebody else answers, or the token can be none", async () => {
    const page = createServer((_incoming, outgoing) => void outgoing.end("<!doctype html>"));
    await new Promise<void>((done) => page.listen(0, "127.0.0.1", done));
    const other = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
    const { code, err } = await runCli(["lint", "shop"], { server: { url: other, token: "t" } });
    page.close();
    expect([code, err.trim()]).toEqual([2, `gabarit: What answers at ${other} is not Gabarit.`]);
    const secret = await runCli(["lint", "shop"], { server: { url, token: "clé’" } });
    expect([secret.code, secret.err.trim()]).toEqual([2, "gabarit: GABARIT_TOKEN holds characters that no token has."]);
  });

  it("says so when nobody answers", async () => {
    const { code, err } = await runCli(["lint", "shop"], { server: { url: "http://127.0.0.1:9", token: "t" } });
    expect([code, err.trim()]).toEqual([2, "gabarit: http://127.0.0.1:9 cannot be reached."]);
  });
});

describe("backtest", () => {
  const none = { failing: 0, passing: 0, conformant: 0, violating: 0 };
  const result = (totals: object) => ({
    totals: { ...none, ...totals },
    unreadable: 0,
    rows: [
      {
        event: "evt_a",
        eventId: "evt_a",
        name: "Paid",
        callType: "track",
        source: "web",
        appVersion: "1.0",
        totals: { ...none, ...totals },
      },
    ],
    breaches: [
      {
        event: "evt_a",
        effect: "failing",
        code: "value_constraint",
        path: "/properties/a",
        keyword: "minimum",
        count: 3,
      },
    ],
    samples: [],
    from: 0,
    until: 1,
    leftOut: 0,
    seconds: 1,
    metrics: [
      { kind: "cohort", id: "c", name: "Payers", figures: [{ kind: "people", share: false, value: 4, after: 1 }] },
    ],
  });

  function backtest(totals: object, ...more: string[]) {
    let asked = 0;
    answer = ({ method, url: path }) => {
      const run = { id: "bkt_1", branch: "draft", days: 30, judged: 5, total: 10, result: null };
      if (method === "POST") return [202, { ...run, state: "running" }];
      asked += 1;
      if (asked === 1) return [200, { ...run, state: "running" }];
      return [200, { ...run, state: "done", result: path.endsWith("result=true") ? result(totals) : null }];
    };
    return runCli(["backtest", "shop@draft", ...more], { server: { url, token: "t" } });
  }

  it("starts a run, follows it, prints what would change and ends with 1 above the limit", async () => {
    const over = await backtest({ failing: 3, conformant: 97 }, "--days", "7");
    expect(received[0]).toMatchObject({
      method: "POST",
      url: "/api/v1/projects/shop/branches/draft/backtests",
      body: { days: 7, environment: "production" },
    });
    expect(over.code).toBe(1);
    expect(over.out).toContain("100 events judged: 3 newly failing, 0 newly passing, 97 unchanged");
    expect(over.out).toContain("Paid (web 1.0): 3 newly failing");
    expect(over.out).toContain("/properties/a: Value not allowed (minimum), 3 events");
    expect(over.out).toContain("1 saved cohort or report whose figures change, published → draft:");
    expect(over.out).toContain("  Payers (Cohort): People 4 → 1");
    expect(over.err).toContain("3 events would newly fail: more than 0.");
  });

  it("takes a limit as a number or a share, and answers in JSON", async () => {
    expect((await backtest({ failing: 3, conformant: 97 }, "--max-failing", "3")).code).toBe(0);
    expect((await backtest({ failing: 3, conformant: 97 }, "--max-failing", "2.9%")).code).toBe(1);
    const json = await backtest({ failing: 3, conformant: 97 }, "--max-failing", "3%", "--json");
    expect([json.code, (JSON.parse(json.out) as { result: { totals: object } }).result.totals]).toEqual([
      0,
      { failing: 3, passing: 0, conformant: 97, violating: 0 },
    ]);
  });

  it("says that nothing was received, and refuses what is no branch, no limit, no number of days", async () => {
    const quiet = await backtest({});
    expect([quiet.code, quiet.err.trim()]).toEqual([0, "None received in the last 30 days."]);
    expect((await runCli(["backtest", "shop@3"], { server: { url, token: "t" } })).code).toBe(2);
    expect((await backtest({}, "--max-failing", "some")).code).toBe(2);
    expect((await backtest({}, "--days", "0")).code).toBe(2);
  });
});

describe("diff", () => {
  it("reads a file beside the server's plan as it would be pushed: what the file does not say is no difference", async () => {
    const seen = { id: "evt_seen", name: "Product Viewed", identifier: "openProduct", formerNames: ["Viewed"] };
    const held = { ...emptyPlan("shop"), events: [newEvent(seen)] };
    answer = () => [200, { plan: held, revision: 3 }];
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, "plan.yaml"),
      "gabarit: 1\nslug: shop\nevents:\n  - name: Product Viewed\n  - name: Paid\n",
    );
    const options = { cwd, server: { url, token: "token" } };
    const named = async (...pair: string[]) => {
      const { out } = await runCli(["diff", ...pair, "--json"], options);
      const { changes } = JSON.parse(out) as { changes: { code: string; objectName: string }[] };
      return changes.map(({ code, objectName }) => [code, objectName]);
    };
    expect(await named("shop", "plan.yaml")).toEqual([["event_added", "Paid"]]);
    expect(await named("plan.yaml", "shop")).toEqual([["event_removed", "Paid"]]);
  });
});
