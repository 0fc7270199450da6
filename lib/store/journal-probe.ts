/**
 * Whether a file of LMDB can be used at all. LMDB trusts the pages it maps: a damaged file ends the process with a signal
 * instead of an error. So a file that was not closed in order is first opened, walked and written to by a child.
 */

import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** First word of LMDB's meta record (mdb.c: MDB_MAGIC), at this offset of page 0. */
const MAGIC = Buffer.from("dec0efbe", "hex");
const MAGIC_OFFSET = 24;
const DAMAGED_EXIT = 3;
const PROBE_TIMEOUT_MS = 60_000;

/** Ends with 3 when LMDB itself reports damage, by a signal when it cannot; a full disk is no damage. */
const PROBE = `
const [library, path, ...names] = process.argv.slice(1);
const { open } = await import(library);
try {
  const root = open({ path, encoding: "binary", overlappingSync: false, maxDbs: 8 });
  let bytes = 0;
  for (const name of names) {
    const database = root.openDB({ name, encoding: "binary", keyEncoding: "binary" });
    for (const { value } of database.getRange({})) bytes += value.length;
  }
  root.openDB({ name: "probe", encoding: "string" }).putSync("bytes", String(bytes));
  await root.close();
} catch (error) {
  process.exit(/MDB_(CORRUPTED|PAGE_NOTFOUND|INVALID|VERSION_MISMATCH|BAD_)/.test(String(error?.message)) ? ${DAMAGED_EXIT} : 0);
}
`;

function hasMagic(file: string): boolean {
  const head = Buffer.alloc(MAGIC_OFFSET + MAGIC.length);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return head.subarray(MAGIC_OFFSET).equals(MAGIC);
}

function marker(file: string): string {
  return `${file}.closed`;
}

function stateOf(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return `${size} ${mtimeMs}`;
}

/** Called after an orderly close: the next start needs no probe if the file is still the same. */
export function markClosed(file: string): void {
  writeFileSync(marker(file), stateOf(file));
}

function wasClosedInOrder(file: string): boolean {
  if (!existsSync(marker(file))) return false;
  const same = readFileSync(marker(file), "utf8") === stateOf(file);
  rmSync(marker(file), { force: true });
  return same;
}

/** True when the file is there and cannot be used. `databases`: names of those in it. */
export function isDamaged(file: string, databases: readonly string[]): boolean {
  if (!existsSync(file) || statSync(file).size === 0) return false;
  if (!hasMagic(file)) return true;
  if (wasClosedInOrder(file)) return false;
  const library = pathToFileURL(createRequire(import.meta.url).resolve("lmdb")).href;
  const probe = spawnSync(process.execPath, ["--input-type=module", "-e", PROBE, library, file, ...databases], {
    stdio: "ignore",
    timeout: PROBE_TIMEOUT_MS,
  });
  if (probe.error !== undefined) return false;
  return probe.status === DAMAGED_EXIT || ["SIGSEGV", "SIGBUS", "SIGABRT"].includes(probe.signal ?? "");
}
