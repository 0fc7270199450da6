import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { isRunning } from "../base/process-running.ts";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { knownUser } from "./postgres-binaries.ts";

const servers: EmbeddedPostgres[] = [];
const newDir = () => temporaryFolder("pg");

async function start(dir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dir });
  servers.push(server);
  return server;
}

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(statement)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

test("durable, private, PostgreSQL 18, UTF-8, and empty-handed on the network", async () => {
  const { url } = await start(newDir());
  expect(await ask(url, "show server_version")).toMatch(/^18\./);
  expect(await ask(url, "show fsync")).toBe("on");
  expect(await ask(url, "show synchronous_commit")).toBe("on");
  expect(await ask(url, "show listen_addresses")).toBe("");
  expect(await ask(url, "show unix_socket_permissions")).toBe("0700");
  expect(await ask(url, "select lower('ÉTÉ')")).toBe("été");
});

test("what was committed survives stop and start, also from a folder with a very long path", async () => {
  const deep = join(newDir(), ...Array.from({ length: 6 }, () => "a-rather-long-folder-name"), "é spaces");
  mkdirSync(deep, { recursive: true });
  const first = await start(deep);
  await ask(first.url, "create table kept as select 7 as x");
  await first.stop();
  expect(first.pid()).toBeUndefined();
  const second = await start(deep);
  expect(await ask(second.url, "select x from kept")).toBe(7);
});

test("a killed server is started again", async () => {
  const server = await start(newDir());
  await ask(server.url, "create table kept as select 8 as x");
  const killed = server.pid() ?? 0;
  process.kill(killed, "SIGKILL");
  await expect.poll(() => ask(server.url, "select x from kept").catch(() => undefined), { timeout: 20_000 }).toBe(8);
  expect(server.pid()).not.toBe(killed);
});

test("a server left behind by a killed parent is stopped, and its commits are there", async () => {
  const dir = newDir();
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL("./embedded-postgres.ts", import.meta.url).pathname)};
    const server = await startEmbeddedPostgres({ dir: ${JSON.stringify(dir)} });
    console.log(server.pid() + " " + server.url);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const [pid = "", url = ""] = line.toString().trim().split(" ");
  await ask(url, "create table kept as select 9 as x");
  parent.kill("SIGKILL");
  await once(parent, "exit");
  await sleep(100);
  expect(isRunning(Number(pid))).toBe(true);
  const server = await start(dir);
  expect(server.pid()).not.toBe(Number(pid));
  expect(await ask(server.url, "select x from kept")).toBe(9);
});

test("a first start killed half-way leaves nothing that a second could mistake for a cluster", async () => {
  const dir = newDir();
  mkdirSync(join(dir, "cluster.new"));
  const server = await start(dir);
  expect(await ask(server.url, "select 1")).toBe(1);
  expect(readdirSync(dir)).not.toContain("cluster.new");
});

test("root runs it as somebody whom the machine knows, whatever their number", () => {
  const system = "root:x:0:0::/root:/bin/sh\ndaemon:x:1:1::/:/bin/false\n";
  expect(knownUser(system)).toBe(1);
  expect(knownUser("root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\nada:x:501:20::/:/bin/sh")).toBe(501);
  expect(knownUser("root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n")).toBe(65534);
});

/** Somebody whom no line of /etc/passwd names, as a container may be started. */
const nameless = { uid: 54_321, gid: 54_321 };
const canBeNameless =
  process.getuid?.() === 0 && spawnSync("unshare", ["--user", "true"], { ...nameless, stdio: "ignore" }).status === 0;

test.runIf(canBeNameless)("a user without a name runs it too", () => {
  const dir = newDir();
  chownSync(dir, nameless.uid, nameless.gid);
  const script = `
    import { spawnSync } from "node:child_process";
    import { launchAs, postgresBinaries } from ${JSON.stringify(new URL("./postgres-binaries.ts", import.meta.url).pathname)};
    const { initdb, variables } = postgresBinaries();
    const [program, ...args] = [...launchAs(".").prefix, initdb, "-D", "cluster", "--no-sync"];
    const done = spawnSync(program, args, { env: { ...process.env, ...variables }, encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);`;
  const done = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), "--input-type=module", "-e", script],
    {
      ...nameless,
      cwd: dir,
      env: { ...process.env, TMPDIR: dir },
      encoding: "utf8",
    },
  );
  expect(done.stderr).toBe("");
  expect(readdirSync(join(dir, "cluster"))).toContain("PG_VERSION");
});
