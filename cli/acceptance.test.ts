/** `gabarit acceptance` against a server that answers as the API does, and signed results without any. */

import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signStatement } from "../lib/acceptance/statement.ts";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { runCli } from "./testing/run-cli.ts";

const folder = temporaryFolder("acceptance");
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const at = "2026-11-01T12:00:00.000Z";
const signed = (outcome: "passed" | "failed") =>
  signStatement(
    {
      format: "gabarit-acceptance/1",
      run: "acr_1",
      installation: "http://localhost:3000",
      project: { slug: "shop", name: "Shop" },
      source: { slug: "web", name: "Web", platform: "web", environment: "staging" },
      who: { chosen: "user", kind: "user", id: "qa" },
      release: "2.0",
      plan: { version: 1, hash: "abc" },
      scope: { kind: "planned" },
      ...{ startedAt: at, startedBy: "CI", endedAt: at, pauses: [], outcome, items: [], others: [] },
      counts: { total: 2, conformant: 2, fault: 0, missing: 0, aside: 0 },
      signedBy: { name: "Ana", role: "", note: "", account: "CI" },
    },
    privateKey.export({ format: "der", type: "pkcs8" }),
  );

const received: { method: string | undefined; url: string | undefined; body: unknown }[] = [];
let passes = false;
const item = (name: string, state: string, ...messages: string[]) => ({
  ...{ name, state },
  faults: messages.map((en) => ({ violations: [{ message: { en, fr: en } }] })),
});
const server = createServer(async (request, response) => {
  const { method, url } = request;
  const body = method === "POST" && url?.endsWith("cancel") === false ? await json(request) : undefined;
  received.push({ method, url, body });
  const counts = passes
    ? { total: 2, conformant: 2, fault: 0, missing: 0, aside: 0 }
    : { total: 3, conformant: 1, fault: 1, missing: 1, aside: 0 };
  const items = passes ? [] : [item("Seen", "conformant"), item("Paid", "fault", "No total."), item("Left", "missing")];
  const others = passes ? [] : [{ name: "Odd", verdict: "unplanned", planned: false, count: 2 }];
  const view = { run: { id: "acr_1", state: "running" }, passed: passes, counts, items, others };
  const answer = url?.endsWith("/file") ? signed("passed") : method === "POST" ? { id: "acr_1" } : view;
  response.end(JSON.stringify(answer));
});
let url = "";

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const accept = (...more: string[]) =>
  runCli(["acceptance", "--plan", "shop", "--source", "web", ...more], { server: { url, token: "t" } });

describe("a run", () => {
  it("that passes is signed and written, and ends with 0", async () => {
    passes = true;
    const out = join(folder, "out.json");
    const { code, out: printed } = await accept(
      "--user",
      "qa",
      "--events",
      "critical",
      "--release",
      "2.0",
      "--out",
      out,
    );
    expect([code, printed.trim()]).toEqual([
      0,
      "2 of 2 events received and conformant, 0 at fault, 0 missing, 0 set aside",
    ]);
    expect(received.map(({ method, url: path }) => `${method} ${path}`)).toEqual([
      "POST /api/v1/projects/shop/acceptance-runs",
      "GET /api/v1/projects/shop/acceptance-runs/acr_1",
      "POST /api/v1/projects/shop/acceptance-runs/acr_1/sign",
      "GET /api/v1/projects/shop/acceptance-runs/acr_1/file",
    ]);
    expect(received[0]?.body).toEqual({
      ...{ source: "web", who: { kind: "user", id: "qa" }, scope: { kind: "critical" }, release: "2.0" },
    });
    expect(JSON.parse(readFileSync(out, "utf8"))).toEqual(signed("passed"));
  });

  it("whose time is up says what is missing and what is wrong, and ends with 1", async () => {
    passes = false;
    const { code, out, err } = await accept("--timeout", "1", "--events", "jny_buying");
    expect(code).toBe(1);
    expect(out).toContain("  at fault: Paid. No total.\n  missing: Left\n");
    expect(err).toContain("not in the plan: Odd, 2 times");
    expect((await accept("--timeout", "soon")).code).toBe(2);
    expect((await runCli(["acceptance"], { server: { url, token: "t" } })).code).toBe(2);
  });
});

describe("a signed result", () => {
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const check = (path: string, ...more: string[]) => runCli(["acceptance", "--verify", path, ...more]);
  const pem = (key: typeof publicKey) => key.export({ format: "pem", type: "spki" }).toString();

  it("is checked without a server: what it says, the key, and that nothing changed", async () => {
    const good = file("good.json", JSON.stringify(signed("passed")));
    const own = file("own.pem", pem(publicKey));
    const { code, out, err } = await check(good, "--key", own);
    expect([code, out.trim(), err]).toEqual([0, "Web, release 2.0: passed, 2 of 2 events, signed by Ana", ""]);
    expect((await check(good)).err).toContain("compare it with --key");
    const other = await check(good, "--key", file("other.pem", pem(generateKeyPairSync("ed25519").publicKey)));
    expect([other.code, other.err]).toEqual([1, expect.stringContaining("by another key")]);
    const changed = await check(file("changed.json", JSON.stringify(signed("passed")).replace("2.0", "2.1")));
    expect([changed.code, changed.err.trim()]).toEqual([1, "This result was changed after it was signed."]);
    expect((await check(file("failed.json", JSON.stringify(signed("failed"))), "--key", own)).code).toBe(1);
  });
});
