import { appendFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { type Env, readEnv } from "../base/env.ts";
import { newId } from "../base/id.ts";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { backUp } from "./backup.ts";
import type { BackupManifest } from "./backup-manifest.ts";
import { EVENT_TABLES, type EventTable, eventDb } from "./event-db.ts";
import { type Journal, openJournal } from "./journal.ts";
import { PersonNumbers } from "./journal-people.ts";
import { JournalTail } from "./journal-tail.ts";
import { planDb, planDbUrl } from "./plan-db.ts";
import { restore } from "./restore.ts";
import { sql } from "./sql.ts";
import { openStores, type Stores } from "./stores.ts";

const dir = temporaryFolder("backup");
const backup = join(dir, "backup");
/** Entries moved to the event store before the backup; the rest wait in the journal. */
const MOVED = 5;
const WAITING = 7;

function envOf(name: string): Env {
  return readEnv({ GABARIT_DATA_DIR: join(dir, name) });
}

function rowOf(table: EventTable, uid: number): Record<string, unknown> {
  const at = `2024-0${1 + (uid % 6)}-02 03:04:05.678`;
  const known: Record<string, unknown> = { project: 1, uid, ts: at, received_at: at, judged_at: at, person: uid % 50 };
  const extra: Partial<Record<EventTable, Record<string, unknown>>> = {
    received: { raw: `{"é":"\\t\\\\"}`, violations: "[]", event_name: "Été", sent_ts: null },
    people: { kind: "user", id: `u'${uid}` },
    violations: { fingerprint: "0123456789abcdef" },
    events: { n0: uid / 3, s0: "a\tb\n", overflow: { k: "v" } },
    identity_links: { anonymous: uid % 40 },
  };
  return { ...known, ...extra[table] };
}

async function insertRows(table: EventTable, uids: readonly number[]): Promise<void> {
  const columns = await eventDb().query<{ name: string }>(
    "test.columns",
    sql`select name from system.columns where database = currentDatabase() and table = ${table}`,
  );
  const names = new Set(columns.map((column) => column.name));
  const lines = uids.map((uid) => {
    const row = Object.entries(rowOf(table, uid)).filter(([name]) => names.has(name));
    return JSON.stringify(Object.fromEntries(row));
  });
  await eventDb().insert(table, Buffer.from(`${lines.join("\n")}\n`), { token: `test:${table}:${uids[0]}` });
}

async function eventCounts(): Promise<Record<string, string>> {
  const counts: Record<string, string> = {};
  for (const table of EVENT_TABLES) {
    const [row] = await eventDb().query<{ n: string; h: string }>(
      "test.count",
      sql`select count() as n, toString(sum(cityHash64(*))) as h from ${sql.name(table)}`,
    );
    counts[table] = `${row?.n} ${row?.h}`;
  }
  return counts;
}

/** Every table's rows and a hash of them all. */
async function planCounts(): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: planDbUrl() });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'",
    );
    const counts: Record<string, string> = {};
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ n: string; h: string }>(
        `select count(*) as n, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as h from "${name}" t`,
      );
      counts[name] = `${rows[0]?.n} ${rows[0]?.h}`;
    }
    return counts;
  } finally {
    await client.end();
  }
}

async function fillPlanStore(): Promise<string> {
  const workspace = await planDb().workspace.create({ data: { id: newId("wsp"), slug: "shop", name: "L’été\t\\N\n" } });
  const project = await planDb().project.create({
    data: { id: newId("prj"), workspaceId: workspace.id, slug: "shop", name: "Shop" },
  });
  await planDb().apiToken.create({
    data: {
      id: newId("tok"),
      projectId: project.id,
      name: "x",
      tokenHash: new Uint8Array([0, 9, 10, 92, 255]),
      prefix: "gbt",
      role: "owner",
      scopes: ["a,b", '"'],
    },
  });
  for (let n = 0; n < 20; n++) {
    await planDb().auditEntry.create({ data: { actorName: "x", action: "a", target: `${n}`, detail: [null, { n }] } });
  }
  return workspace.id;
}

async function fillJournal(path: string): Promise<Journal> {
  const { journal } = openJournal(join(path, "journal"));
  for (let n = 1; n <= MOVED + WAITING; n++) {
    const draft = journal.draft(1, Date.now());
    journal.admit(draft, `m${n}`);
    await journal.append(draft, 1, Buffer.from("{}"), Buffer.from(`{"n":${n}}`));
  }
  await journal.drop({ from: 1, to: MOVED });
  return journal;
}

let stores: Stores;
let journal: Journal;
let people: PersonNumbers;
let manifest: BackupManifest;
let before: Record<string, string>;
let planBefore: Record<string, string>;

beforeAll(async () => {
  stores = await openStores(envOf("one"));
  await fillPlanStore();
  journal = await fillJournal(stores.dataDir.path);
  people = new PersonNumbers(join(stores.dataDir.path, "people"));
  expect(people.number({ project: 1, kind: "user", id: "ann" })).toBe(1);
  await people.saveNumbers();
  mkdirSync(stores.dataDir.versions, { recursive: true });
  appendFileSync(join(stores.dataDir.versions, "v1.json"), "{}");
  const moved = Array.from({ length: 3000 }, (_, index) => (1 + (index % MOVED)) * 4096 + Math.floor(index / MOVED));
  for (const table of EVENT_TABLES) await insertRows(table, moved);
  before = await eventCounts();
  planBefore = await planCounts();
  // What the forwarder has inserted and not yet dropped from the journal: the journal's copy accounts for it.
  for (const table of EVENT_TABLES) if (table !== "people") await insertRows(table, [(MOVED + 1) * 4096]);
  // Work goes on meanwhile.
  let working = true;
  const work = (async () => {
    for (let n = 1; working; n++) {
      await insertRows("received", [(MOVED + WAITING + n) * 4096]);
      await planDb().auditEntry.create({ data: { actorName: "busy", action: "b", target: `${n}` } });
      await sleep(5);
    }
  })();
  manifest = await backUp(stores.dataDir, backup);
  working = false;
  await work;
  await Promise.all([journal.close(), people.close()]);
  await stores.close();
});

test("a backup beside running work holds each table as of the cut", () => {
  const rows = Object.fromEntries(manifest.eventStore.tables.map((table) => [table.name, table.rows]));
  for (const table of EVENT_TABLES) expect(`${rows[table]} `, table).toBe(`${before[table]?.split(" ")[0]} `);
  expect(manifest.journalEntries).toBe(WAITING);
  expect(manifest.planStore.tables.find((table) => table.name === "AuditEntry")?.rows).toBeGreaterThanOrEqual(20);
});

test("restored into an empty folder everything is there, row by row, and work goes on", async () => {
  await restore(envOf("two"), backup);
  const restored = await openStores(envOf("two"));
  try {
    expect(await eventCounts()).toEqual(before);
    const { AuditEntry: audit, ...plans } = await planCounts();
    const { AuditEntry: _audit, ...expected } = planBefore;
    expect(plans).toEqual(expected);
    expect(Number(audit?.split(" ")[0])).toBe(manifest.planStore.tables.find((t) => t.name === "AuditEntry")?.rows);
    // Numbers go on where they were, and nobody's is given twice.
    const entry = await planDb().auditEntry.create({ data: { actorName: "x", action: "after", target: "t" } });
    expect(await planDb().auditEntry.count({ where: { id: { gte: entry.id } } })).toBe(1);
    const numbers = new PersonNumbers(join(restored.dataDir.path, "people"));
    expect(numbers.number({ project: 1, kind: "user", id: "ann" })).toBe(1);
    expect(numbers.number({ project: 1, kind: "user", id: "bob" })).toBe(2);
    await numbers.close();
    const tail = new JournalTail(join(restored.dataDir.path, "journal"));
    const entries = tail.read(0, { maxEntries: 100, maxBytes: 1e6 });
    expect(entries.map((item) => item.position)).toEqual(Array.from({ length: WAITING }, (_, n) => MOVED + 1 + n));
    await tail.close();
    expect(readdirSync(restored.dataDir.versions)).toEqual(["v1.json"]);
  } finally {
    await restored.close();
  }
});

test("a message id from before the backup is still known after it", async () => {
  const { journal: reopened } = openJournal(join(dir, "two", "journal"));
  const draft = reopened.draft(1, Date.now());
  expect(reopened.admit(draft, "m2")).toBe(false);
  expect(reopened.admit(draft, `m${MOVED + 2}`)).toBe(false);
  expect(reopened.admit(draft, "new")).toBe(true);
  await reopened.close();
});

test("nothing is overwritten: neither a filled data folder nor a filled backup folder", async () => {
  await expect(restore(envOf("two"), backup)).rejects.toThrow(/is not empty; restore into a new data folder/);
  await expect(backUp(stores.dataDir, backup)).rejects.toThrow(/is not empty; a backup needs a folder of its own/);
});

test("a damaged or unfinished backup is refused, and a half-restored folder does not start", async () => {
  await expect(restore(envOf("three"), join(dir, "two"))).rejects.toThrow(/is no finished backup/);
  mkdirSync(join(dir, "four"));
  appendFileSync(join(dir, "four", "restoring"), "");
  await expect(openStores(envOf("four"))).rejects.toThrow(/A restore into .* did not finish/);
  appendFileSync(join(backup, "plan-store", "Project.copy.gz"), "x");
  await expect(restore(envOf("five"), backup)).rejects.toThrow(/damaged: plan-store\/Project\.copy\.gz/);
});
