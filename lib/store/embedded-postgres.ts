/** A PostgreSQL 18 of our own: a supervised child process that listens on a private unix socket and nothing else. */

import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { log } from "../base/log.ts";
import { StartRefusal } from "../base/start-refusal.ts";
import { type Launch, launchAs, type PostgresBinaries, postgresBinaries } from "./postgres-binaries.ts";
import { isPostgresOf, serverPid, stopServer } from "./postgres-process.ts";
import { socketFolder } from "./postgres-socket.ts";

export interface EmbeddedPostgresOptions {
  /** Its own folder; made when absent. */
  readonly dir: string;
  /** Extra server settings. Only tests turn `fsync` off. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly maxConnections?: number;
  /** Another release than the one npm installed; only tests ask for it. */
  readonly binaries?: PostgresBinaries;
}

export interface EmbeddedPostgres {
  /** Connection address of the database `gabarit`. */
  readonly url: string;
  urlOf(database: string): string;
  /** Process id of the running server; undefined while it is being restarted. */
  pid(): number | undefined;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

const USER = "gabarit";
const DATABASE = "gabarit";
const READY_SECONDS = 60;
const MAX_RESTART_DELAY_MS = 5000;

interface Place {
  readonly cluster: string;
  readonly socket: string;
  readonly binaries: PostgresBinaries;
  readonly launch: Launch;
}

function prepare({ dir, binaries: given }: EmbeddedPostgresOptions): Place {
  const home = resolve(dir);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chmodSync(home, 0o700);
  const binaries = given ?? postgresBinaries(join(home, "lib"));
  const launch = launchAs(home);
  return { cluster: join(home, "cluster"), socket: socketFolder(home, launch), binaries, launch };
}

function command(place: Place, program: string, args: readonly string[]): ChildProcess {
  const [first = program, ...rest] = [...place.launch.prefix, program, ...args];
  const { uid, gid } = place.launch;
  return spawn(first, rest, {
    // Away from the terminal: Ctrl-C must reach the application first, which then stops its database itself.
    detached: true,
    cwd: "/",
    env: {
      ...place.binaries.variables,
      PATH: "/usr/local/bin:/usr/bin:/bin",
      TZ: "UTC",
      LC_ALL: "C",
      NODE_ENV: "production",
    },
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((done, fail) => {
    child.once("exit", (code) => done(code));
    child.once("error", fail);
  });
}

/** Makes the cluster beside its final place and renames it, so that a killed first start leaves none half-made. */
async function initialise(place: Place): Promise<void> {
  if (existsSync(join(place.cluster, "PG_VERSION"))) return;
  const unfinished = `${place.cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const child = command(place, place.binaries.initdb, [
    ...["-D", unfinished, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-instructions"],
    ...place.binaries.locale,
  ]);
  let output = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stdout?.resume();
  if ((await ended(child)) !== 0) {
    throw new StartRefusal(`The embedded PostgreSQL could not be set up: ${output.trim().replaceAll("\n", " ")}`);
  }
  renameSync(unfinished, place.cluster);
}

function settingsOf(place: Place, options: EmbeddedPostgresOptions): readonly string[] {
  const settings: Record<string, string> = {
    listen_addresses: "",
    unix_socket_directories: place.socket,
    unix_socket_permissions: "0700",
    max_connections: String(options.maxConnections ?? 50),
    shared_buffers: "64MB",
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    // A statement or a row in the log would be somebody's data.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
    log_timezone: "UTC",
    timezone: "UTC",
    ...options.settings,
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function logLines(child: ChildProcess): void {
  if (child.stderr === null) return;
  createInterface({ input: child.stderr }).on("line", (line) => {
    const ordinary =
      line.includes("due to administrator command") ||
      line.includes("is starting up") ||
      line.includes("not yet accepting");
    if (!ordinary && /\b(ERROR|FATAL|PANIC|WARNING)\b/.test(line)) log().warn({ origin: "postgres" }, line);
    else log().debug({ origin: "postgres" }, line);
  });
  child.stdout?.resume();
}

function address(socket: string, database: string): string {
  return `postgresql://${USER}@localhost/${database}?host=${encodeURIComponent(socket)}`;
}

/** True once the server answers; a refused connection, or a server still starting, is "not yet". */
async function answers(socket: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: address(socket, "postgres") });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const found = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Waits for a server just spawned; false when it ended instead (e.g. the memory of a killed one is still in use). */
async function becomesReady(child: ChildProcess, place: Place): Promise<boolean> {
  const deadline = Date.now() + READY_SECONDS * 1000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    if (await answers(place.socket)) return true;
    await sleep(25);
  }
  throw new StartRefusal(`The embedded PostgreSQL did not answer within ${READY_SECONDS} seconds.`);
}

class Supervisor implements EmbeddedPostgres {
  readonly #place: Place;
  readonly #options: EmbeddedPostgresOptions;
  #child: ChildProcess | undefined;
  #stopping = false;

  constructor(place: Place, options: EmbeddedPostgresOptions) {
    this.#place = place;
    this.#options = options;
  }

  get url(): string {
    return this.urlOf(DATABASE);
  }

  urlOf(database: string): string {
    return address(this.#place.socket, database);
  }

  pid(): number | undefined {
    return this.#child?.pid;
  }

  async #launch(): Promise<boolean> {
    const { cluster } = this.#place;
    const child = command(this.#place, this.#place.binaries.postgres, [
      ...["-D", cluster],
      ...settingsOf(this.#place, this.#options),
    ]);
    child.on("error", (error) =>
      log().error({ origin: "postgres", err: error }, "the embedded PostgreSQL did not run"),
    );
    logLines(child);
    this.#child = child;
    return becomesReady(child, this.#place);
  }

  /** Starts the server, or starts it again, until it answers. */
  async start(attempts: number): Promise<void> {
    for (let attempt = 0; attempt < attempts && !this.#stopping; attempt++) {
      if (await this.#launch()) {
        this.#child?.once("exit", () => void this.#revive());
        return;
      }
      await sleep(Math.min(100 * 2 ** attempt, MAX_RESTART_DELAY_MS));
    }
    if (!this.#stopping) throw new StartRefusal("The embedded PostgreSQL does not start; its log lines say why.");
  }

  async #revive(): Promise<void> {
    this.#child = undefined;
    if (this.#stopping) return;
    log().error({ origin: "postgres" }, "the embedded PostgreSQL ended unexpectedly; starting it again");
    await this.start(Number.POSITIVE_INFINITY).catch((error: unknown) =>
      log().error({ origin: "postgres", err: error }, "the embedded PostgreSQL could not be started again"),
    );
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const pid = this.#child?.pid;
    if (pid !== undefined) await stopServer(pid);
    this.#child = undefined;
    rmSync(this.#place.socket, { recursive: true, force: true });
  }
}

/** Stops a server that a killed parent left running on this cluster: its log and its supervision died with the parent. */
export async function stopLeftBehind(cluster: string): Promise<void> {
  const pid = serverPid(cluster);
  if (pid === undefined || !isPostgresOf(pid, cluster)) return;
  log().warn({ origin: "postgres", pid }, "stopping the embedded PostgreSQL that an earlier process left running");
  await stopServer(pid);
}

/**
 * Starts the server of a folder and keeps it running until `stop`. The caller holds the lock of the data folder.
 * @throws StartRefusal when it cannot run here.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = prepare(options);
  await initialise(place);
  checkVersion(place);
  await stopLeftBehind(place.cluster);
  const supervisor = new Supervisor(place, options);
  try {
    await supervisor.start(8);
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  return supervisor;
}

function checkVersion({ cluster, binaries }: Place): void {
  const version = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  if (version !== binaries.version) {
    throw new StartRefusal(
      `The embedded PostgreSQL is version ${binaries.version}, but ${cluster} was made by version ${version}.`,
    );
  }
}
