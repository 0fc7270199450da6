/**
 * How the command line reaches the process that has the data folder: a unix socket inside it. Whoever may open the folder
 * may operate the installation; no token is needed, and nothing of it is on the network.
 */

import { mkdirSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { join, resolve } from "node:path";
import { json, text } from "node:stream/consumers";
import { log } from "../base/log.ts";
import { StartRefusal } from "../base/start-refusal.ts";
import { socketFolder } from "./postgres-socket.ts";

/** What can be asked: name of the command, to what does it. */
export type Commands = Readonly<Record<string, (input: unknown) => Promise<unknown>>>;

function socketPath(dataDir: string): string {
  return join(socketFolder(resolve(dataDir), { prefix: [] }), "control");
}

async function run(commands: Commands, incoming: IncomingMessage): Promise<{ status: number; body: unknown }> {
  const name = (incoming.url ?? "").slice(1);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) return { status: 404, body: { error: "The running process does not know this command." } };
  try {
    return { status: 200, body: { result: await command(await json(incoming)) } };
  } catch (error) {
    log().warn({ origin: "control", err: error }, "a command failed");
    return { status: 422, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

/** Listens for commands until the returned server is closed. The caller holds the data folder. */
export async function listenForCommands(dataDir: string, commands: Commands): Promise<Server> {
  const path = socketPath(dataDir);
  // Left by a killed process; the lock on the folder says that nobody listens.
  rmSync(path, { force: true });
  const server = createServer((incoming, outgoing) => {
    void run(commands, incoming).then(({ status, body }) => {
      outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(path, () => done());
  });
  return server;
}

/** ENOENT: no socket. ECONNREFUSED: one that a killed process left. */
const NOBODY: ReadonlySet<string> = new Set(["ENOENT", "ECONNREFUSED"]);

/**
 * Asks the process that has the data folder; undefined when none runs.
 * @throws StartRefusal with the process' own words when it refuses.
 */
export async function askRunning<T>(dataDir: string, command: string, input: unknown): Promise<T | undefined> {
  mkdirSync(resolve(dataDir), { recursive: true, mode: 0o700 });
  const answer = await new Promise<IncomingMessage | undefined>((done, fail) => {
    const asked = request({ socketPath: socketPath(dataDir), path: `/${command}`, method: "POST" }, done);
    asked.on("error", (error: NodeJS.ErrnoException) => {
      if (NOBODY.has(error.code ?? "")) done(undefined);
      else fail(error);
    });
    asked.end(JSON.stringify(input));
  });
  if (answer === undefined) return undefined;
  const body = JSON.parse(await text(answer)) as { result: T } | { error: string };
  if ("error" in body) throw new StartRefusal(body.error);
  return body.result;
}
