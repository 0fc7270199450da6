/** `npm run migration -- NAME`: writes the migration that leads from the existing ones to `schema.prisma`. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../lib/store/embedded-postgres.ts";
import { migrationsFolder } from "../lib/store/migration-files.ts";
import { missingMigration } from "./schema-engine.ts";

async function withScratchDatabases<T>(use: (main: string, shadow: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "gabarit-author-"));
  const server = await startEmbeddedPostgres({ dir, settings: { fsync: "off" } });
  try {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query("create database shadow");
    await client.end();
    return await use(server.url, server.urlOf("shadow"));
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function stamp(now: Date): string {
  return now.toISOString().replace(/\D/g, "").slice(0, 14);
}

function write(name: string, sql: string): string {
  const folder = join(migrationsFolder(), `${stamp(new Date())}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(migrationsFolder(), "migration_lock.toml"), 'provider = "postgresql"\n');
  writeFileSync(join(folder, "migration.sql"), `${sql.trim()}\n`);
  return folder;
}

const name = process.argv[2] ?? "";
if (/^[a-z][a-z0-9_]*$/.test(name)) {
  const sql = await withScratchDatabases(missingMigration);
  process.stdout.write(sql === undefined ? "The migrations already make the schema.\n" : `Wrote ${write(name, sql)}\n`);
} else {
  process.stderr.write("Usage: npm run migration -- NAME, in lower case with underscores.\n");
  process.exitCode = 2;
}
