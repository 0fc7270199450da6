/** Prisma's schema engine as WebAssembly: says what SQL leads from the migrations to the schema, without any download. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlQuery,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { readMigrations } from "../lib/store/migration-files.ts";
import { projectRoot } from "../lib/store/project-root.ts";

const LOCKFILE = 'provider = "postgresql"\n';
const FILTERS = { externalTables: [], externalEnums: [] };

/** PostgreSQL's internal one-byte type, which its catalogue is full of, and a type the adapter can read. */
const CHAR = 18;
const BPCHAR = 1042;
const MARK = "\u0000char";

/** The adapter refuses `"char"` columns: this pool reports them as `bpchar`, with a mark on their names. */
class ReadablePool extends pg.Pool {
  override async query(...args: readonly unknown[]): Promise<never> {
    const ask = super.query.bind(this) as (...all: readonly unknown[]) => Promise<pg.QueryResult>;
    const result = await ask(...args);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID !== CHAR) continue;
      field.dataTypeID = BPCHAR;
      field.name += MARK;
    }
    return result as never;
  }
}

/** The engine insists on the one-character type for them. */
function restoreCharacters(found: SqlResultSet): SqlResultSet {
  found.columnNames.forEach((name, index) => {
    if (!name.endsWith(MARK)) return;
    found.columnNames[index] = name.slice(0, -MARK.length);
    found.columnTypes[index] = ColumnTypeEnum.Character;
  });
  return found;
}

/** The adapter cuts scripts at every `;`, also inside literals and function bodies: here a script is one query. */
async function repairedAdapter(url: string): Promise<SqlDriverAdapter> {
  const pool = new ReadablePool({ connectionString: url });
  pool.on("error", () => undefined);
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    queryRaw: async (query: SqlQuery): Promise<SqlResultSet> => restoreCharacters(await queryRaw(query)),
    executeScript: async (script: string): Promise<void> => {
      await pool.query(script);
    },
  });
}

/** @param main and @param shadow two empty databases, which the engine fills. */
function factory(main: string, shadow: string): Parameters<typeof bindMigrationAwareSqlAdapterFactory>[0] {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => repairedAdapter(main),
    connectToShadowDb: () => repairedAdapter(shadow),
  };
}

let loaded = false;

async function load(): Promise<void> {
  if (loaded) return;
  const resolve = createRequire(import.meta.url).resolve;
  const path = join(resolve("@prisma/schema-engine-wasm/schema_engine_bg"), "..", "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(path), {
    "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  loaded = true;
}

function schemaText(): string {
  return readFileSync(join(projectRoot(), "prisma", "schema.prisma"), "utf8");
}

/** The SQL still missing from the migrations, or undefined when they make exactly what the schema says. */
export async function missingMigration(main: string, shadow: string): Promise<string | undefined> {
  await load();
  const schema = { path: "schema.prisma", content: schemaText() };
  const engine = await glue.SchemaEngine.new(
    { datamodels: [[schema.path, schema.content]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory(main, shadow)),
  );
  const migrations = {
    baseDir: join(projectRoot(), "prisma", "migrations"),
    lockfile: { path: "migration_lock.toml", content: LOCKFILE },
    shadowDbInitScript: "",
    migrationDirectories: readMigrations().map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: sql } },
    })),
  };
  try {
    const result = await engine.diff({
      from: { tag: "migrations", ...migrations },
      to: { tag: "schemaDatamodel", files: [schema] },
      script: true,
      exitCode: true,
      filters: FILTERS,
    });
    return result.exitCode === 2 ? (result.stdout ?? "") : undefined;
  } finally {
    engine.free();
  }
}
