/** For tests of the whole process: the server as a child, without pages, on a port and a folder of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot } from "../lib/store/project-root.ts";
import { pendingBuild } from "./build.mjs";

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it has written so far. */
  output(): { readonly stdout: string; readonly stderr: string };
  /** Resolves with the exit status, or the signal's name. */
  readonly ended: Promise<number | string>;
}

async function atEnd(stream: Readable | null): Promise<void> {
  if (stream !== null && !stream.readableEnded) await once(stream, "end");
}

/** The server as it is built where that is current, as in a run of all tests; else its sources, which start more slowly. */
function findProgram(): readonly string[] {
  const root = projectRoot();
  return pendingBuild("server") === undefined
    ? ["--enable-source-maps", join(root, "build", "server.js")]
    : ["--import", "tsx", join(root, "server", "main.ts")];
}

let program: readonly string[] | undefined;

/** Starts the process and resolves when it listens or has ended. */
export async function startServer(
  variables: Readonly<Record<string, string>>,
  flags: readonly string[] = ["--pages-later"],
): Promise<ServerProcess> {
  const root = projectRoot();
  program ??= findProgram();
  const child = spawn(process.execPath, ["--disable-proto=delete", ...program, ...flags], {
    cwd: root,
    env: {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      HOME: "/tmp",
      NODE_ENV: "production",
      UV_THREADPOOL_SIZE: "12",
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const written = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk: Buffer) => {
    written.stdout += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    written.stderr += chunk.toString();
  });
  // Not `close`, which does not come for a child that was disconnected.
  const ended = once(child, "exit").then(async ([code, signal]) => {
    await Promise.race([Promise.all([atEnd(child.stdout), atEnd(child.stderr)]), sleep(1000)]);
    return (code ?? signal) as number | string;
  });
  await Promise.race([once(child, "message"), ended]);
  return { child, url: `http://127.0.0.1:${variables.PORT}`, output: () => written, ended };
}
