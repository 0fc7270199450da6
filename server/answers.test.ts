/** The started product, answer by answer: every kind of route without pages, its errors included, carries its protections. */

import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newToken } from "../lib/access/api-token.ts";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { testDatabase } from "../lib/store/testing.ts";
import { freePort, type ServerProcess, startServer } from "./testing.ts";

const dir = temporaryFolder("answers");
let server: ServerProcess;
let client: pg.Client;

beforeAll(async () => {
  const url = await testDatabase("migrated");
  server = await startServer({
    PORT: String(await freePort()),
    GABARIT_DATA_DIR: dir,
    GABARIT_PUBLIC_URL: "https://gabarit.example.test",
    GABARIT_BOOTSTRAP_TOKEN: "b".repeat(40),
    DATABASE_URL: url,
  });
  client = new pg.Client({ connectionString: url });
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  server?.child.kill("SIGTERM");
  await server?.ended;
});

const ANSWERS: readonly (readonly [status: number, path: string, request: RequestInit])[] = [
  [200, "/healthz", {}],
  [503, "/readyz", {}],
  [200, "/metrics", {}],
  [403, "/metrics", { headers: { "x-forwarded-for": "203.0.113.9" } }],
  [503, "/", {}],
  [503, "/en/shop/plan", {}],
  [503, "/api/v1/projects", {}],
  [503, "/_next/static/none.js", {}],
  [503, "/none.txt", { method: "POST", body: "{}" }],
  [400, "/v1/batch", { method: "POST", body: "[" }],
  [401, "/v1/batch", { method: "POST", body: '{"batch":[]}' }],
  [405, "/v1/batch", {}],
  [204, "/v1/batch", { method: "OPTIONS" }],
  [401, "/v1/projects/none/settings", {}],
  [401, "/sourceConfig", {}],
];

it.each(ANSWERS)("%i %s loads nothing, is framed by nobody and is taken for what it says it is", async (...row) => {
  const [status, path, request] = row;
  const answer = await fetch(`${server.url}${path}`, { ...request, redirect: "manual" });
  expect(answer.status).toBe(status);
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(answer.headers.get("x-powered-by")).toBeNull();
  expect(await answer.text()).not.toMatch(/node_modules|\.ts:\d|at \w+ \(/);
});

it("puts an API token that a client sends as its write key down in the audit log, and its text nowhere", async () => {
  const token = newToken();
  const hash = createHash("sha256").update(token).digest();
  await client.query(`update "ApiToken" set "tokenHash" = $1`, [hash]);
  const send = () =>
    fetch(`${server.url}/v1/batch`, { method: "POST", body: JSON.stringify({ writeKey: token, batch: [] }) });
  const answer = await send();
  expect(answer.status).toBe(401);
  expect(await answer.text()).toContain("api_token_as_write_key");
  for (let time = 0; time < 5; time++) await send();
  const entries = async () =>
    (await client.query(`select "actorName", detail from "AuditEntry" where action = 'token.leaked'`)).rows;
  await expect.poll(async () => (await entries()).length).toBe(1);
  expect(JSON.stringify(await entries())).not.toContain(token);
  const written = () => server.output().stdout + server.output().stderr;
  await expect.poll(written).toContain("an API token was sent as a write key");
  expect(written()).not.toContain(token);
});
