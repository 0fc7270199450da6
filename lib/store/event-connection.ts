/** One serial connection to the event store: chDB in this process, or a ClickHouse server over HTTP. */

import { createReadStream, createWriteStream } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { type ClickHouseClient, type ClickHouseClientConfigOptions, createClient } from "@clickhouse/client";
import { drainPending } from "chdb";
import { createChdbConnection } from "chdb/connection";
import { sqlLiteral } from "./sql-literal.ts";

/** Where the event store is: a folder of this machine, or a server. */
export type EventPlace = { readonly dir: string } | { readonly url: string };

/** Settings of one insert. They go into the statement: as client settings they would stay on the connection. */
export type InsertSettings = Readonly<Record<string, string | number>>;

/** Values between tabs, nothing escaped; or an object of JSON. */
export type LineForm = "TSVRaw" | "JSONEachRow";

export interface EventConnection {
  /** Runs a reading statement, without a format clause, and parses its rows. */
  rows<T>(statement: string): Promise<T[]>;
  /** As `rows`, not parsed: lines in one of these forms. */
  lines(statement: string, form: LineForm): Promise<Uint8Array>;
  /** Writes a reading statement's rows into a new file, Native and gzip. */
  dump(statement: string, file: string): Promise<void>;
  /** Appends the rows of such a file. */
  load(table: string, file: string): Promise<void>;
  /** Writes the JSON lines of a file as Parquet into a new one, with columns of these names and types. */
  parquet(lines: string, structure: string, file: string): Promise<void>;
  run(statement: string): Promise<void>;
  insert(table: string, lines: Buffer, settings: InsertSettings): Promise<void>;
  close(): Promise<void>;
}

async function rowsOf<T>(client: ClickHouseClient, statement: string): Promise<T[]> {
  const result = await client.query({ query: statement, format: "JSONEachRow" });
  return result.json<T>();
}

async function linesOf(client: ClickHouseClient, statement: string, form: LineForm): Promise<Uint8Array> {
  const { stream } = await client.exec({ query: `${statement} FORMAT ${form}` });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const [first = Buffer.alloc(0)] = chunks;
  return chunks.length <= 1 ? first : Buffer.concat(chunks);
}

/** Instants as ISO says them; of a column that cannot be null, null is what it holds by itself. */
const JSON_LINES: InsertSettings = { date_time_input_format: "best_effort", input_format_null_as_default: 1 };

/** By the engine in this process, which any connection to it can do. */
async function parquetOf(client: ClickHouseClient, lines: string, structure: string, file: string): Promise<void> {
  const [from, into, columns] = [lines, file, structure].map((text) => sqlLiteral("String", text));
  const source = `file(${from}, 'JSONEachRow', ${columns})`;
  const target = `file(${into}, 'Parquet')`;
  await client.command({
    query: `INSERT INTO FUNCTION ${target} SELECT * FROM ${source}${settingsClause(JSON_LINES)}`,
  });
}

/** No block of a file is a repetition of another, and a file may hold rows of any number of months. */
const LOAD: InsertSettings = { insert_deduplicate: 0, async_insert: 0, max_partitions_per_insert_block: 0 };

function settingsClause(settings: InsertSettings): string {
  const parts = Object.entries(settings).map(([name, value]) => {
    if (!/^[a-z_]+$/.test(name) || !/^[\w.:-]*$/.test(String(value))) throw new Error("Invariant: not a plain setting");
    return `${name}=${typeof value === "number" ? value : `'${value}'`}`;
  });
  return parts.length === 0 ? "" : ` SETTINGS ${parts.join(", ")}`;
}

/**
 * How long a statement may be: those of large plans name thousands of events, and a filter may list 10,000 values. The
 * statement is measured before its own SETTINGS clause is read, so this one setting belongs to the connection.
 */
const MAX_QUERY_BYTES = 64 * 1024 * 1024;

function embedded(dir: string): EventConnection {
  const connection = createChdbConnection({ path: dir });
  // chDB was typed against an older client; what it implements is the same.
  const client = createClient({
    connection: connection as unknown as NonNullable<ClickHouseClientConfigOptions["connection"]>,
  });
  const set = client.command({ query: `SET max_query_size = ${MAX_QUERY_BYTES}` });
  set.catch(() => undefined);
  return {
    rows: async (statement) => {
      await set;
      return rowsOf(client, statement);
    },
    lines: async (statement, form) => {
      await set;
      return linesOf(client, statement, form);
    },
    run: async (statement) => void (await client.command({ query: statement })),
    dump: async (statement, file) => {
      const target = `file(${sqlLiteral("String", file)}, 'Native')`;
      await client.command({ query: `INSERT INTO FUNCTION ${target} ${statement}` });
    },
    parquet: (lines, structure, file) => parquetOf(client, lines, structure, file),
    load: async (table, file) => {
      const source = `file(${sqlLiteral("String", file)}, 'Native')`;
      await client.command({ query: `INSERT INTO ${table}${settingsClause(LOAD)} SELECT * FROM ${source}` });
    },
    insert: async (table, lines, settings) => {
      await connection.chdb.rawInsert({ table, values: lines, format: "JSONEachRow", settings: { ...settings } });
    },
    close: async () => {
      await set.catch(() => undefined);
      await client.close();
    },
  };
}

const REQUEST_TIMEOUT_MS = 300_000;

function remote(url: string): EventConnection {
  const client = createClient({
    url,
    request_timeout: REQUEST_TIMEOUT_MS,
    compression: { request: true, response: true },
    clickhouse_settings: { max_query_size: String(MAX_QUERY_BYTES) },
  });
  return {
    rows: (statement) => rowsOf(client, statement),
    lines: (statement, form) => linesOf(client, statement, form),
    parquet: async (lines, structure, file) => {
      // The server has none of the files of this machine; the engine that comes with the product reads them.
      const local = embedded(join(tmpdir(), `gabarit-parquet-${process.pid}`));
      await local.parquet(lines, structure, file).finally(() => local.close());
    },
    run: async (statement) => void (await client.command({ query: statement })),
    dump: async (statement, file) => {
      const result = await client.exec({ query: `${statement} FORMAT Native` });
      await pipeline(result.stream, createGzip(), createWriteStream(file, { flags: "wx" }));
    },
    load: async (table, file) => {
      const query = `INSERT INTO ${table}${settingsClause(LOAD)} FORMAT Native`;
      const result = await client.exec({ query, values: createReadStream(file).pipe(createGunzip()) });
      await text(result.stream);
    },
    insert: async (table, lines, settings) => {
      const query = `INSERT INTO ${table}${settingsClause(settings)} FORMAT JSONEachRow`;
      const result = await client.exec({ query, values: Readable.from([lines]) });
      await text(result.stream);
    },
    close: () => client.close(),
  };
}

export function connectEvents(place: EventPlace): EventConnection {
  return "dir" in place ? embedded(place.dir) : remote(place.url);
}

/** Waits until nothing native runs: leaving the process earlier crashes it. */
export async function settleEvents(place: EventPlace): Promise<void> {
  if ("dir" in place) await drainPending();
}
