/**
 * How the command line reaches the process that has the data folder: a unix socket inside it. Whoever may open the folder
 * may operate the installation; no token is needed, and nothing of it is on the network.
 */

import { mkdirSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { json } from "node:stream/consumers";
import { log } from "../base/log.ts";
import { StartRefusal } from "../base/start-refusal.ts";
import { socketFolder } from "./postgres-socket.ts";

/** Whoever asked: they hear how far it is, and may leave before it has ended. */
export interface Asker {
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** What can be asked: name of the command, to what does it. */
export type Commands = Readonly<Record<string, (input: unknown, asker: Asker) => Promise<unknown>>>;

/** One line of an answer: how far it is, and at last what came of it. */
type Line =
  | { readonly progress: readonly [done: number, total: number] }
  | { readonly result: unknown }
  | { readonly error: string };

const TOLD_EVERY_MS = 100;

function socketPath(dataDir: string): string {
  return join(socketFolder(resolve(dataDir), { prefix: [] }), "control");
}

async function run(commands: Commands, incoming: IncomingMessage, asker: Asker): Promise<Line> {
  const name = (incoming.url ?? "").slice(1);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) return { error: "The running process does not know this command." };
  try {
    return { result: await command(await json(incoming), asker) };
  } catch (error) {
    log().warn({ origin: "control", err: error }, "a command failed");
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function answer(commands: Commands, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const left = new AbortController();
  outgoing.on("close", () => left.abort());
  outgoing.writeHead(200, { "content-type": "application/x-ndjson" });
  let toldAt = 0;
  const tell = (line: Line): unknown => outgoing.write(`${JSON.stringify(line)}\n`);
  const onProgress = (done: number, total: number): void => {
    if (Date.now() - toldAt < TOLD_EVERY_MS) return;
    toldAt = Date.now();
    tell({ progress: [done, total] });
  };
  void run(commands, incoming, { onProgress, signal: left.signal }).then((line) => {
    tell(line);
    outgoing.end();
  });
}

/** Listens for commands until the returned server is closed. The caller holds the data folder. */
export async function listenForCommands(dataDir: string, commands: Commands): Promise<Server> {
  const path = socketPath(dataDir);
  // Left by a killed process; the lock on the folder says that nobody listens.
  rmSync(path, { force: true });
  const server = createServer((incoming, outgoing) => answer(commands, incoming, outgoing));
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
export async function askRunning<T>(
  dataDir: string,
  command: string,
  input: unknown,
  onProgress?: Asker["onProgress"],
): Promise<T | undefined> {
  mkdirSync(resolve(dataDir), { recursive: true, mode: 0o700 });
  const answered = await new Promise<IncomingMessage | undefined>((done, fail) => {
    const asked = request({ socketPath: socketPath(dataDir), path: `/${command}`, method: "POST" }, done);
    asked.on("error", (error: NodeJS.ErrnoException) => {
      if (NOBODY.has(error.code ?? "")) done(undefined);
      else fail(error);
    });
    asked.end(JSON.stringify(input));
  });
  if (answered === undefined) return undefined;
  for await (const text of createInterface({ input: answered })) {
    const line = JSON.parse(text) as Line;
    if ("error" in line) throw new StartRefusal(line.error);
    if ("result" in line) return line.result as T;
    onProgress?.(...line.progress);
  }
  throw new StartRefusal("The running process went away before it had ended.");
}
