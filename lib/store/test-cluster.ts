/**
 * Vitest's global set-up: a temporary folder of the run's own, and in it one private PostgreSQL and one event store to copy,
 * made when the first test asks for them.
 */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { readDevelopmentVariable } from "../base/env.ts";
import { openRunFolder, type RunFolder } from "../base/testing/run-folder.ts";
import { applyDdl } from "./ddl.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { closeEventDb, EVENT_TABLES, openEventDb } from "./event-db.ts";
import { migratePlanDb } from "./migrate.ts";
import { type PostgresBinaries, systemPostgres15 } from "./postgres-binaries.ts";
import { sql } from "./sql.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /**
     * Where tests ask for a database (`POST /migrated` or `POST /empty` answers its address) and for the folder of an event
     * store with the layout applied (`POST /events`), which they copy.
     */
    readonly testCluster: string;
  }
}

const TEMPLATE = "template_migrated";

const CLUSTER = "cluster";
const EVENTS = "events";
/** What stands in the folder of the run itself, and what tsx keeps for the programs that tests start. */
const OWN = /^(cluster|events|tsx-\d+)$/;

async function run(server: EmbeddedPostgres, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.urlOf("postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** `TEST_POSTGRES=15` runs the same tests on the oldest release that is supported. */
function chosenBinaries(): PostgresBinaries | undefined {
  if (readDevelopmentVariable("TEST_POSTGRES") !== "15") return undefined;
  const found = systemPostgres15();
  if (found === undefined) {
    process.stderr.write(
      "\nSKIPPED: PostgreSQL 15 is not installed here; these tests run on PostgreSQL 18 instead.\n\n",
    );
  }
  return found;
}

async function startCluster(folder: RunFolder): Promise<EmbeddedPostgres> {
  const binaries = chosenBinaries();
  const server = await startEmbeddedPostgres({
    dir: join(folder.path, CLUSTER),
    maxConnections: 200,
    ...(binaries === undefined ? {} : { binaries }),
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" },
  });
  endWithProcess(server, folder);
  await run(server, `create database ${TEMPLATE}`);
  await migratePlanDb(server.urlOf(TEMPLATE));
  return server;
}

let cluster: Promise<EmbeddedPostgres> | undefined;

/** A run that is interrupted ends without its end: the server must not outlive it, nor its folder. */
function endWithProcess(server: EmbeddedPostgres, folder: RunFolder): void {
  process.once("exit", () => {
    const pid = server.pid();
    if (pid === undefined) return;
    process.kill(pid, "SIGQUIT");
    folder.close();
  });
}
let count = 0;
/** Cloning needs the template to itself: one at a time. */
let cloning: Promise<unknown> = Promise.resolve();

async function newDatabase(template: string, folder: RunFolder): Promise<string> {
  cluster ??= startCluster(folder);
  const server = await cluster;
  const name = `test_${++count}`;
  const made = cloning.then(() => run(server, `create database ${name} template ${template} strategy file_copy`));
  cloning = made.catch(() => undefined);
  await made;
  return server.urlOf(name);
}

/** Closed again: whoever copies the folder finds nothing half written. Durability is not what tests test. */
async function makeEvents({ path }: RunFolder): Promise<string> {
  const dir = join(path, EVENTS);
  const db = openEventDb({ dir });
  await applyDdl(db);
  for (const table of EVENT_TABLES)
    await db.command(
      sql`alter table ${sql.name(table)} modify setting fsync_after_insert = 0, fsync_part_directory = 0`,
    );
  await closeEventDb();
  return dir;
}

let events: Promise<string> | undefined;

function answer(what: string | undefined, folder: RunFolder): Promise<string> {
  if (what !== "/events") return newDatabase(what === "/empty" ? "template0" : TEMPLATE, folder);
  events ??= makeEvents(folder);
  return events;
}

function listen(folder: RunFolder): Promise<Server> {
  const server = createServer((request, response) => {
    // Files ask minutes apart: no connection is left to be closed at the moment another file takes it up.
    response.setHeader("connection", "close");
    answer(request.url, folder).then(
      (place) => response.end(place),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

/** Returns what to do when the run is over. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = openRunFolder();
  const server = await listen(folder);
  project.provide("testCluster", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  // Whoever runs some tests of a file by their name runs no hook of the others.
  const whole = project.config.testNamePattern === undefined;
  return async () => {
    server.close();
    await (await cluster?.catch(() => undefined))?.stop();
    cluster = undefined;
    events = undefined;
    const left = folder.close(OWN);
    if (!whole || left.length === 0) return;
    process.exitCode = 1;
    process.stderr.write(`\nTests left folders behind: ${left.join(", ")}\n`);
  };
}
