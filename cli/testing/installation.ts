/**
 * An empty project on a running server, with a source, as the command line meets it: on a server of this process, or on the
 * product as it is started (built pages, a process and engines of its own), where the command line is its own process too.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { makeToken, makeWorld } from "../../lib/access/testing.ts";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { projectRoot } from "../../lib/store/project-root.ts";
import { freePort, startServer } from "../../server/testing.ts";
import { type RealServer, startRealServer } from "./real-server.ts";
import { type CliRun, runCli } from "./run-cli.ts";

export interface Installation {
  readonly slug: string;
  /** Of a production source. */
  readonly writeKey: string;
  /** Where the command line runs. */
  readonly folder: string;
  run(...args: readonly string[]): Promise<CliRun>;
  /** Resolves once what was sent so far is stored; only where the server is of this process. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** A server of this process, as the command line is told of it. */
export interface LocalInstallation extends Installation {
  readonly server: { readonly url: string; readonly token: string };
}

interface Door {
  readonly url: string;
  readonly token: string;
  readonly slug: string;
}

async function api<T>({ url, token, slug }: Door, method: string, path: string, body: object): Promise<T> {
  const response = await fetch(`${url}/api/v1/projects/${slug}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** The project counts its days in UTC, and has one source. */
async function prepare(door: Door): Promise<{ readonly slug: string; readonly writeKey: string }> {
  await api(door, "PATCH", "", { timeZone: "UTC" });
  const source = await api<{ writeKeys: { key: string }[] }>(door, "POST", "/sources", {
    name: "Log",
    platform: "other",
    environment: "production",
  });
  return { slug: door.slug, writeKey: source.writeKeys[0]?.key ?? "" };
}

/** A server of this process; the stores must be open (`usePlanDb`, `useEventDb`). */
export async function openInstallation(): Promise<LocalInstallation> {
  const server: RealServer = await startRealServer();
  const world = await makeWorld();
  const { token } = await makeToken(world.project.id, "owner");
  const folder = temporaryFolder();
  return {
    ...(await prepare({ url: server.url, token, slug: world.project.slug })),
    folder,
    server: { url: server.url, token },
    run: (...args) => runCli(args, { cwd: folder, server: { url: server.url, token } }),
    settled: () => server.settled(),
    stop: () => server.stop(),
  };
}

async function runProcess(args: readonly string[], folder: string, variables: Record<string, string>): Promise<CliRun> {
  const child = spawn(process.execPath, [join(projectRoot(), "build", "cli.js"), ...args], {
    cwd: folder,
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: folder, NODE_ENV: "production", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await ended) as [number];
  return { code, out, err };
}

/** The product as `npm start` starts it, on a folder of its own. The pages must be built. */
export async function openBuiltInstallation(): Promise<Installation> {
  const folder = temporaryFolder("installation");
  const token = "bootstrap-token-of-a-test-installation";
  const variables = {
    PORT: String(await freePort()),
    GABARIT_DATA_DIR: join(folder, "data"),
    GABARIT_BOOTSTRAP_TOKEN: token,
  };
  const server = await startServer(variables, []);
  const stop = async (): Promise<void> => {
    server.child.kill("SIGTERM");
    await server.ended;
  };
  const door = { url: server.url, token, slug: "default" };
  try {
    if (server.child.exitCode !== null) throw new Error(`The server did not start: ${server.output().stderr}`);
    const run: Installation["run"] = (...args) =>
      runProcess(args, folder, { GABARIT_URL: door.url, GABARIT_TOKEN: token });
    const settled = () => Promise.reject(new Error("Ask until it is there: the server is another process"));
    return { ...(await prepare(door)), folder, run, settled, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
