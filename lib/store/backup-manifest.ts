/** What a backup says about itself: written last, so that a folder without it is no backup. */

import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { StartRefusal } from "../base/start-refusal.ts";

const recordedSchema = z.object({ name: z.string(), checksum: z.string() });

const manifestSchema = z.object({
  format: z.literal(1),
  /** Instant, ISO 8601. */
  createdAt: z.string(),
  planStore: z.object({
    migrations: z.array(recordedSchema),
    tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number() })),
    sequences: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
  eventStore: z.object({
    layout: z.array(recordedSchema),
    tables: z.array(z.object({ name: z.string(), rows: z.number() })),
    /** Rows of journal entries from here on are in the journal's copy instead. */
    firstUidInJournal: z.string(),
  }),
  /** Entries in the journal's copy; undefined where no journal was. */
  journalEntries: z.number().optional(),
  /** SHA-256 of every other file, by path. */
  files: z.record(z.string(), z.string()),
});

export type BackupManifest = z.infer<typeof manifestSchema>;

const NAME = "manifest.json";

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

async function checksums(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && entry.name !== NAME) found[relative(folder, file)] = await sha256(file);
  }
  return found;
}

/** Completes a backup. */
export async function writeManifest(
  folder: string,
  manifest: Omit<BackupManifest, "files" | "format">,
): Promise<BackupManifest> {
  const whole: BackupManifest = { format: 1, ...manifest, files: await checksums(folder) };
  const unfinished = join(folder, `${NAME}.new`);
  writeFileSync(unfinished, JSON.stringify(whole, undefined, 2), { flush: true });
  renameSync(unfinished, join(folder, NAME));
  return whole;
}

/** Reads a backup's manifest and compares every file with it. @throws StartRefusal when it is not whole. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const file = join(folder, NAME);
  if (!existsSync(file)) throw new StartRefusal(`${folder} is no finished backup: it has no ${NAME}.`);
  const parsed = manifestSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) throw new StartRefusal(`${file} was written by another version of Gabarit.`);
  const actual = await checksums(folder);
  const wrong = Object.entries(parsed.data.files).find(([path, checksum]) => actual[path] !== checksum);
  if (wrong !== undefined) throw new StartRefusal(`The backup is damaged: ${wrong[0]} is missing or was changed.`);
  return parsed.data;
}
