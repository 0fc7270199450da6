/**
 * Vitest's global set-up: one private PostgreSQL and one event store to copy for the whole run, made when the first test asks
 * for them.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { readDevelopmentVariable } from "../base/env.ts";
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

interface Cluster {
  readonly dir: string;
  readonly server: EmbeddedPostgres;
}

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

async function startCluster(): Promise<Cluster> {
  const binaries = chosenBinaries();
  const dir = mkdtempSync(join(tmpdir(), "gabarit-test-"));
  const server = await startEmbeddedPostgres({
    dir,
    maxConnections: 200,
    ...(binaries === undefined ? {} : { binaries }),
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
  });
  await run(server, `create database ${TEMPLATE}`);
  await migratePlanDb(server.urlOf(TEMPLATE));
  return { dir, server };
}

let cluster: Promise<Cluster> | undefined;
let count = 0;
/** Cloning needs the template to itself: one at a time. */
let cloning: Promise<unknown> = Promise.resolve();

async function newDatabase(template: string): Promise<string> {
  cluster ??= startCluster();
  const { server } = await cluster;
  const name = `test_${++count}`;
  const made = cloning.then(() => run(server, `create database ${name} template ${template} strategy file_copy`));
  cloning = made.catch(() => undefined);
  await made;
  return server.urlOf(name);
}

/** Closed again: whoever copies the folder finds nothing half written. Durability is not what tests test. */
async function makeEvents(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), "gabarit-layout-"));
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

function answer(what: string | undefined): Promise<string> {
  if (what !== "/events") return newDatabase(what === "/empty" ? "template0" : TEMPLATE);
  events ??= makeEvents();
  return events;
}

function listen(): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request.url).then(
      (place) => response.end(place),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

/** Returns what to do when the run is over. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await listen();
  project.provide("testCluster", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.close();
    const layout = await events?.catch(() => undefined);
    events = undefined;
    if (layout !== undefined) rmSync(layout, { recursive: true, force: true });
    const started = await cluster?.catch(() => undefined);
    cluster = undefined;
    if (started === undefined) return;
    await started.server.stop();
    rmSync(started.dir, { recursive: true, force: true });
  };
}
