/** A backup of everything, made while events arrive and people work: nothing stops for it. */

import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartRefusal } from "../base/start-refusal.ts";
import { dumpEventStore } from "./backup-event-store.ts";
import { copyJournal, copyPeople } from "./backup-journal.ts";
import { type BackupManifest, writeManifest } from "./backup-manifest.ts";
import { dumpPlanStore } from "./backup-plan-store.ts";
import type { DataDir } from "./data-dir.ts";
import { eventDb } from "./event-db.ts";
import { planDb, planDbUrl } from "./plan-db.ts";
import { inTurn } from "./turn.ts";

const ATTEMPTS = 3;
const REVERDICT_WAIT_MS = 600_000;
const EVERYTHING = "18446744073709551615";

function prepare(target: string): string {
  const folder = resolve(target);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new StartRefusal(`${folder} is not empty; a backup needs a folder of its own.`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function empty(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}

/** How many re-verdicts there are, and how many of them run: of one moment. */
async function countReverdicts(): Promise<{ readonly all: number; readonly running: number }> {
  const states = await planDb().reverdict.groupBy({ by: ["state"], _count: true });
  const running = states.find(({ state }) => state === "running")?._count ?? 0;
  return { all: states.reduce((sum, { _count }) => sum + _count, 0), running };
}

/**
 * A re-verdict writes to several tables of the event store, which are dumped one after the other. Resolves to how many there
 * had been when none ran: a later count that is higher tells of one that has begun since.
 */
async function whenNoReverdictRuns(): Promise<number> {
  const deadline = Date.now() + REVERDICT_WAIT_MS;
  for (;;) {
    const { all, running } = await countReverdicts();
    if (running === 0) return all;
    if (Date.now() > deadline) throw new StartRefusal("Events are being judged again; try the backup later.");
    await sleep(500);
  }
}

/**
 * The journal first: its copy decides which rows are dumped (those already moved) and holds the others. Then the event
 * store, then what the rows refer to: numbers of people, plans, sources.
 */
async function writeParts(dataDir: DataDir, folder: string): Promise<Omit<BackupManifest, "files" | "format">> {
  const createdAt = new Date().toISOString();
  const cut = await copyJournal(dataDir.path, folder);
  const eventStore = await dumpEventStore(eventDb(), folder, cut?.firstUid ?? EVERYTHING);
  await copyPeople(dataDir.path, folder);
  if (existsSync(dataDir.versions)) cpSync(dataDir.versions, join(folder, "versions"), { recursive: true });
  const planStore = await dumpPlanStore(planDbUrl(), folder);
  return { createdAt, planStore, eventStore, ...(cut === undefined ? {} : { journalEntries: cut.entries }) };
}

/**
 * Backs up the open stores of this process into an empty or new folder.
 * @throws StartRefusal when the folder is not empty or events are being judged again all the time.
 */
export async function backUp(dataDir: DataDir, target: string): Promise<BackupManifest> {
  const folder = prepare(target);
  return inTurn(() => whole(dataDir, folder));
}

async function whole(dataDir: DataDir, folder: string): Promise<BackupManifest> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await whenNoReverdictRuns();
    const parts = await writeParts(dataDir, folder);
    if ((await countReverdicts()).all === before) return writeManifest(folder, parts);
    empty(folder);
  }
  throw new StartRefusal("Events are being judged again all the time; try the backup later.");
}
