import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { readEnv } from "../lib/base/env.ts";
import { isRunning } from "../lib/base/process-running.ts";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { backUpInstallation } from "../lib/store/operate.ts";
import { serverPid } from "../lib/store/postgres-process.ts";
import { testDatabase } from "../lib/store/testing.ts";
import { freePort, type ServerProcess, startServer } from "./testing.ts";

const dir = temporaryFolder("process");
const running: ServerProcess[] = [];

async function start(variables: Record<string, string>, flags?: readonly string[]): Promise<ServerProcess> {
  const server = await startServer({ PORT: String(await freePort()), ...variables }, flags);
  running.push(server);
  return server;
}

function folder(name: string): string {
  return join(dir, name);
}

afterEach(async () => {
  for (const server of running.splice(0)) {
    if (server.child.exitCode === null && server.child.signalCode === null) server.child.kill("SIGTERM");
    await server.ended;
  }
});

/** A start that ends at once: its status, and its last line on stderr. */
async function refusal(variables: Record<string, string>, flags?: readonly string[]) {
  const server = await start(variables, flags);
  const status = await server.ended;
  const lines = server
    .output()
    .stderr.split("\n")
    .filter((line) => line.startsWith("gabarit: "));
  return { status, lines };
}

async function get(url: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const answer = await fetch(url, { headers });
  return { status: answer.status, text: await answer.text() };
}

test("starts, says where it stands, keeps others out, is backed up, leaves in order, starts again, also after a kill", async () => {
  const data = folder("one");
  const server = await start({ GABARIT_DATA_DIR: data });
  await expect.poll(() => server.output().stdout).toMatch(/Gabarit is ready at http:\/\/localhost:\d+\n[\s\S]*\n$/);
  expect(server.output().stdout).toMatch(/\/set-up\?token=[\w-]{20,}/);
  expect(await get(`${server.url}/healthz`)).toMatchObject({ status: 200 });
  const ready = await get(`${server.url}/readyz`);
  expect(ready.status).toBe(503);
  expect(JSON.parse(ready.text).checks).toEqual({
    planStore: true,
    eventStore: true,
    forwarding: true,
    pages: false,
    serving: true,
  });
  expect((await get(`${server.url}/en/set-up`)).text).toContain('http-equiv="refresh"');
  for (const path of ["/healthz", "/readyz", "/metrics", "/cli/gabarit.tgz", "/en/set-up"]) {
    const { headers } = await fetch(`${server.url}${path}`);
    expect(headers.get("content-security-policy"), path).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("x-frame-options"), path).toBe("DENY");
  }
  const refused = await fetch(`${server.url}/v1/batch`, { method: "POST", body: "{}" });
  expect([refused.status, refused.headers.get("x-content-type-options")]).toEqual([400, "nosniff"]);
  expect((await get(`${server.url}/metrics`)).text).toContain('gabarit_events_total{verdict="conformant"} 0');
  expect(await get(`${server.url}/metrics`, { "x-forwarded-for": "203.0.113.9" })).toMatchObject({ status: 403 });

  expect(await refusal({ GABARIT_DATA_DIR: data })).toEqual({
    status: 2,
    lines: [`gabarit: The data folder ${data} is in use by process ${server.child.pid}.`],
  });

  const manifest = await backUpInstallation(readEnv({ GABARIT_DATA_DIR: data }), folder("backup"));
  expect(manifest.planStore.tables.map((table) => table.name)).toContain("PlanVersion");

  const cluster = join(data, "postgres", "cluster");
  const postgres = serverPid(cluster) ?? 0;
  expect(isRunning(postgres)).toBe(true);
  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  expect(serverPid(cluster)).toBeUndefined();

  const again = await start({ GABARIT_DATA_DIR: data });
  expect(await get(`${again.url}/healthz`)).toMatchObject({ status: 200 });

  // Killed, it leaves nothing that keeps the next start out.
  const orphan = serverPid(cluster) ?? 0;
  again.child.kill("SIGKILL");
  await again.ended;
  expect(isRunning(orphan)).toBe(true);
  const afterKill = await start({ GABARIT_DATA_DIR: data });
  const { checks } = JSON.parse((await get(`${afterKill.url}/readyz`)).text);
  expect(checks).toMatchObject({ planStore: true, eventStore: true });
  expect(serverPid(cluster)).not.toBe(orphan);
});

test("bad variables: one line naming them all, status 2", async () => {
  const { status, lines } = await refusal({ PORT: "zero", CLICKHOUSE_URL: "tcp://x", GABARIT_METRICS_TOKEN: "short" });
  expect(status).toBe(2);
  expect(lines).toHaveLength(1);
  for (const name of ["PORT", "CLICKHOUSE_URL", "GABARIT_METRICS_TOKEN"]) expect(lines[0]).toContain(`${name} must be`);
});

test("an unreachable store, a newer schema: one line, status 2", async () => {
  const url = await testDatabase("migrated");
  const lost = await refusal({ GABARIT_DATA_DIR: folder("lost"), DATABASE_URL: "postgresql://x@127.0.0.1:1/x" });
  expect(lost).toMatchObject({ status: 2, lines: [expect.stringContaining("The plan store cannot be reached")] });

  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `insert into "_prisma_migrations" (id, checksum, migration_name, finished_at) values ('x', 'y', '2999_later', now())`,
  );
  await client.end();
  const newer = await refusal({ GABARIT_DATA_DIR: folder("newer"), DATABASE_URL: url });
  expect(newer).toMatchObject({ status: 2, lines: [expect.stringContaining("newer than this version of Gabarit")] });
});

test("a bootstrap token makes a project once; a metrics token is asked for; a taken port is told; it leaves when its launcher dies", async () => {
  const url = await testDatabase("migrated");
  const variables = {
    DATABASE_URL: url,
    GABARIT_DATA_DIR: folder("bootstrap"),
    GABARIT_BOOTSTRAP_TOKEN: "b".repeat(40),
    GABARIT_METRICS_TOKEN: "m".repeat(20),
  };
  const server = await start(variables);
  expect(await get(`${server.url}/metrics`)).toMatchObject({ status: 403 });
  expect(await get(`${server.url}/metrics`, { authorization: `Bearer ${"m".repeat(20)}` })).toMatchObject({
    status: 200,
  });
  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  const again = await start(variables);
  const port = new URL(again.url).port;
  expect(await refusal({ PORT: port, GABARIT_DATA_DIR: folder("other"), DATABASE_URL: url })).toEqual({
    status: 2,
    lines: [expect.stringContaining(`127.0.0.1:${port} is taken by another program`)],
  });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select p.slug, t.role from "Project" p join "ApiToken" t on t."projectId" = p.id`,
  );
  await client.end();
  expect(rows).toEqual([{ slug: "default", role: "owner" }]);
  expect(JSON.stringify(running.map((each) => each.output()))).not.toContain("b".repeat(40));

  again.child.disconnect();
  expect(await again.ended).toBe(0);
});

test("the demo alone starts over, in a folder of its own", async () => {
  const data = folder("demo");
  expect(await refusal({ GABARIT_DATA_DIR: data }, ["--reset", "--pages-later"])).toMatchObject({ status: 2 });
  mkdirSync(join(data, "demo"), { recursive: true });
  const first = await start({ GABARIT_DATA_DIR: data }, ["--demo", "--pages-later"]);
  expect(serverPid(join(data, "demo", "postgres", "cluster"))).toBeDefined();
  first.child.kill("SIGKILL");
  await first.ended;
  await start({ GABARIT_DATA_DIR: data }, ["--demo", "--reset", "--pages-later"]);
  expect(serverPid(join(data, "demo", "postgres", "cluster"))).toBeDefined();
});
