/** The journal's part of a backup: a copy of one instant, made by LMDB itself while the journal is being written. */

import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { open } from "lmdb";

/** An event's number in the event store is its entry's position times this, plus its place in the body. */
const UIDS_PER_ENTRY = 4096n;

const JOURNAL = join("journal", "journal.lmdb");
const PEOPLE = join("people", "people.lmdb");

export interface JournalCut {
  /** The first number that the copy, and not the event store's dump, accounts for. */
  readonly firstUid: string;
  readonly entries: number;
}

async function copy(from: string, to: string): Promise<void> {
  mkdirSync(join(to, ".."), { recursive: true, mode: 0o700 });
  const source = open({ path: from, encoding: "binary", readOnly: true, maxDbs: 8 });
  try {
    await source.backup(to, true);
  } finally {
    await source.close();
  }
}

/** Locks are of the process that opens. */
function removeLock(file: string): void {
  rmSync(`${file}-lock`, { force: true });
}

/** Copies the journal and reads from the copy up to where it had been moved to the event store. */
export async function copyJournal(dataDir: string, backup: string): Promise<JournalCut | undefined> {
  if (!existsSync(join(dataDir, JOURNAL))) return undefined;
  const target = join(backup, JOURNAL);
  await copy(join(dataDir, JOURNAL), target);
  const root = open({ path: target, encoding: "binary", overlappingSync: false, maxDbs: 8 });
  const meta = root.openDB<string, string>({ name: "meta", encoding: "string" });
  const floor = BigInt(meta.get("floor") ?? "0");
  const entries = root.openDB({ name: "entries", encoding: "binary" }).getKeysCount();
  await root.close();
  removeLock(target);
  return { firstUid: String((floor + 1n) * UIDS_PER_ENTRY), entries };
}

/**
 * Copies the numbers of people. After the event store was dumped: a number that a dumped row holds must be in it. What the
 * event store has been told is forgotten in the copy, since the dump may lack it; it is told again, harmlessly.
 */
export async function copyPeople(dataDir: string, backup: string): Promise<void> {
  if (!existsSync(join(dataDir, PEOPLE))) return;
  const target = join(backup, PEOPLE);
  await copy(join(dataDir, PEOPLE), target);
  const root = open({ path: target, encoding: "string", overlappingSync: false, maxDbs: 6 });
  for (const name of ["known", "links"]) await root.openDB({ name, keyEncoding: "binary" }).clearAsync();
  await root.close();
  removeLock(target);
}

/** Puts both copies where the next start looks for them. */
export function restoreJournal(dataDir: string, backup: string): void {
  for (const file of [JOURNAL, PEOPLE]) {
    if (!existsSync(join(backup, file))) continue;
    mkdirSync(join(dataDir, file, ".."), { recursive: true, mode: 0o700 });
    copyFileSync(join(backup, file), join(dataDir, file));
  }
}
