/** Applies the event store's layout (`ddl/*.sql`, in name order) at boot, statement by statement, and records each. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StartRefusal } from "../base/start-refusal.ts";
import type { EventDb } from "./event-db.ts";
import { isEventStoreError } from "./event-error.ts";
import { projectRoot } from "./project-root.ts";
import { type Sql, sql } from "./sql.ts";

export interface DdlStatement {
  /** File and position, e.g. `001-base.sql 3`: how `ddl_versions` knows it. */
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

/** TABLE_ALREADY_EXISTS: a crash came between making the table and recording it. */
const EXISTS = 57;

function statementsOf(file: string, content: string): readonly DdlStatement[] {
  return content
    .split(/^;\s*$/m)
    .map((part) => part.trim())
    .filter((part) => part.replace(/^\s*--.*$/gm, "").trim() !== "")
    .map((text, index) => ({
      name: `${file} ${index + 1}`,
      text,
      checksum: createHash("sha256")
        .update(text.replace(/^\s*--.*$/gm, "").replace(/\s+/g, " "))
        .digest("hex"),
    }));
}

export function readDdl(folder: string = join(projectRoot(), "lib", "store", "ddl")): readonly DdlStatement[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .flatMap((file) => statementsOf(file, readFileSync(join(folder, file), "utf8")));
}

interface Recorded {
  readonly name: string;
  readonly checksum: string;
}

/** The text of a shipped file, as a statement: the one place where text that is not written in code becomes SQL. */
function shipped(statement: DdlStatement): Sql {
  return sql([statement.text] as unknown as TemplateStringsArray);
}

async function apply(db: EventDb, statement: DdlStatement): Promise<void> {
  try {
    await db.command(shipped(statement));
  } catch (error) {
    if (!isEventStoreError(error) || error.code !== EXISTS) throw error;
  }
  await db.command(
    sql`insert into ddl_versions select ${statement.name}, ${statement.checksum}, now64(3) settings async_insert = 0`,
  );
}

function refuseUnknown(recorded: readonly Recorded[], statements: readonly DdlStatement[]): void {
  for (const row of recorded) {
    const known = statements.find((statement) => statement.name === row.name);
    if (known === undefined) {
      throw new StartRefusal(
        `The event store is newer than this version of Gabarit (it has ${row.name}): start the newer version.`,
      );
    }
    if (known.checksum !== row.checksum) {
      throw new StartRefusal(`The event store's layout ${row.name} was changed after it was applied.`);
    }
  }
}

/**
 * Brings the event store to this build's layout.
 * @returns the names of the statements applied now.
 * @throws StartRefusal when the layout is newer or was edited.
 */
export async function applyDdl(
  db: EventDb,
  statements: readonly DdlStatement[] = readDdl(),
): Promise<readonly string[]> {
  await db.command(sql`create table if not exists ddl_versions
    (name String, checksum String, applied_at DateTime64(3, 'UTC')) engine = MergeTree order by name
    settings fsync_after_insert = 1, fsync_part_directory = 1`);
  const recorded = await db.query<Recorded>("store.ddl", sql`select name, checksum from ddl_versions`);
  refuseUnknown(recorded, statements);
  const missing = statements.filter((statement) => recorded.every((row) => row.name !== statement.name));
  for (const statement of missing) await apply(db, statement);
  return missing.map((statement) => statement.name);
}
