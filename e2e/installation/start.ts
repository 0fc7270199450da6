/** Starts the production server on an empty data folder before the first journey, and ends it after the last. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openRunFolder } from "../../lib/base/testing/run-folder.ts";
import { INSTALLATION_FILE, type Installation, STATE_FOLDER } from "./installation.ts";
import { startPostbox } from "./postbox.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const START_MS = 180_000;
const LEAVE_MS = 15_000;

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address !== null ? done(address.port) : fail(new Error())));
    });
  });
}

/** Variables of whoever runs the tests must not reach the server; an empty one counts as absent, in `.env` too. */
function environment(port: number, dataDir: string, mail: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PORT: String(port),
    GABARIT_HOST: "127.0.0.1",
    GABARIT_PUBLIC_URL: "",
    GABARIT_DATA_DIR: dataDir,
    DATABASE_URL: "",
    CLICKHOUSE_URL: "",
    GABARIT_BOOTSTRAP_TOKEN: "",
    GABARIT_TRUSTED_PROXIES: "",
    GABARIT_SMTP_URL: mail,
    GABARIT_METRICS_TOKEN: "",
    // Destinations of journeys listen on this machine.
    GABARIT_PRIVATE_WEBHOOKS: "127.0.0.0/8",
  };
}

/** Resolves with the address and the one-time token, both as the server prints them. */
function ready(server: ChildProcess): Promise<Installation> {
  return new Promise((done, fail) => {
    let output = "";
    const late = setTimeout(() => fail(new Error(`The server did not start in time.\n${output}`)), START_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      const found = /(http:\/\/\S+)\/set-up\?token=(\S+)/.exec(output);
      if (found?.[1] === undefined || found[2] === undefined) return;
      clearTimeout(late);
      // What it says from here on is read, so that it does not wait, and let go.
      for (const stream of [server.stdout, server.stderr]) stream?.off("data", read).resume();
      done({ url: found[1], setUpToken: found[2] });
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.once("exit", (code) => fail(new Error(`The server left with ${code}.\n${output}`)));
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const left = new Promise<void>((done) => server.once("exit", () => done()));
  server.kill("SIGTERM");
  const late = setTimeout(() => server.kill("SIGKILL"), LEAVE_MS);
  await left;
  clearTimeout(late);
}

async function start(): Promise<() => Promise<void>> {
  rmSync(STATE_FOLDER, { recursive: true, force: true });
  mkdirSync(STATE_FOLDER, { recursive: true });
  // Browsers and the applications of journeys leave their folders in it too.
  const folder = openRunFolder();
  const postbox = await startPostbox();
  const server = spawn(process.execPath, [join(ROOT, "server", "launch.mjs"), "start"], {
    cwd: ROOT,
    env: environment(await freePort(), join(folder.path, "data"), postbox.url),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = async () => {
    await stop(server);
    await postbox.stop();
    folder.close();
  };
  try {
    writeFileSync(INSTALLATION_FILE, JSON.stringify(await ready(server)));
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

// The one form that Playwright takes.
export { start as default };
