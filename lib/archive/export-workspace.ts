/** Takes a whole workspace out of an installation as one archive, of one instant, with little memory. */

import { createHash } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { UserError } from "../base/error.ts";
import { TAR_END, tarFile } from "../base/tar.ts";
import { withPlanConnection } from "../store/plan-connection.ts";
import {
  type ArchivedEvents,
  type ArchiveHeader,
  type ArchiveManifest,
  eventCount,
  eventPartPath,
  FORMAT,
  FORMAT_VERSION,
  HEADER,
  imagePath,
  MANIFEST,
  PART_BYTES,
  PEOPLE,
  partPath,
} from "./archive-format.ts";
import { CARRIED, type CarriedTable } from "./archive-tables.ts";
import { cutEvents, type EventCut, type EventLines, eventLines } from "./export-events.ts";

const ROWS_AT_ONCE = 200;
const PERSON_ID = /"(per_[0-9a-z]{1,32})"/g;

export interface ExportOptions {
  /** Of Gabarit. */
  readonly product: string;
  /** With every event that was received. */
  readonly events: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Rows written so far, of how many. */
  readonly onProgress?: ((rows: number, total: number) => void) | undefined;
}

/** The files of an archive as they are written, with what the manifest says of them. */
class Writer {
  readonly #files: Record<string, string> = {};
  readonly #counts: Record<string, number> = {};
  readonly #people = new Set<string>();
  readonly #parts = new Map<string, number>();

  file(path: string, content: Uint8Array): Buffer {
    this.#files[path] = createHash("sha256").update(content).digest("hex");
    return tarFile(path, content);
  }

  /** Lines of a table, in parts; notes who is named in them. */
  async *rows(table: string, lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
    let held: string[] = [];
    let size = 0;
    let part = 0;
    this.#counts[table] = 0;
    for await (const line of lines) {
      held.push(line);
      size += line.length;
      this.#counts[table]++;
      for (const [, id] of line.matchAll(PERSON_ID)) if (id !== undefined) this.#people.add(id);
      if (size < PART_BYTES) continue;
      yield this.file(partPath(table, part++), Buffer.from(`${held.join("\n")}\n`));
      held = [];
      size = 0;
    }
    if (held.length > 0) yield this.file(partPath(table, part), Buffer.from(`${held.join("\n")}\n`));
  }

  /** Lines that are counted already, as a part of their own. */
  events({ projectId, table, lines, count }: EventLines): Buffer {
    const place = `${projectId}/${table}`;
    const part = this.#parts.get(place) ?? 0;
    this.#parts.set(place, part + 1);
    this.#counts[eventCount(table)] = (this.#counts[eventCount(table)] ?? 0) + count;
    return this.file(eventPartPath(projectId, table, part), lines);
  }

  get people(): readonly string[] {
    return [...this.#people];
  }

  get manifest(): ArchiveManifest {
    return { files: this.#files, counts: this.#counts };
  }
}

/** Rows through a cursor, a few at a time. */
async function* fetched<Row extends pg.QueryResultRow>(
  client: pg.Client,
  statement: string,
  values: readonly unknown[],
  atOnce: number,
): AsyncGenerator<Row> {
  await client.query(`declare rows no scroll cursor for ${statement}`, [...values]);
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${atOnce} from rows`);
    yield* rows;
    if (rows.length < atOnce) break;
  }
  await client.query("close rows");
}

function selected(table: CarriedTable): string {
  const apart = (table.apart ?? []).map((column) => ` - '${column}'`).join("");
  return `(to_jsonb(t)${apart})::text as line`;
}

async function* linesOf(
  client: pg.Client,
  table: CarriedTable,
  workspaceId: string,
  told: () => void,
): AsyncGenerator<string> {
  const statement = `select ${selected(table)} from "${table.name}" t where ${table.where} order by ${table.order}`;
  const rows = fetched<{ line: string }>(client, statement, [workspaceId], table.heavy ? 1 : ROWS_AT_ONCE);
  for await (const { line } of rows) {
    told();
    yield line;
  }
}

async function* imagesOf(client: pg.Client, writer: Writer, workspaceId: string): AsyncGenerator<Buffer> {
  const table = CARRIED.find(({ name }) => name === "PlanImage");
  const statement = `select t."projectId", t."hash", t."bytes" from "PlanImage" t where ${table?.where} order by ${table?.order}`;
  const rows = fetched<{ projectId: string; hash: string; bytes: Buffer }>(client, statement, [workspaceId], 1);
  for await (const { projectId, hash, bytes } of rows) yield writer.file(imagePath(projectId, hash), bytes);
}

async function* peopleOf(client: pg.Client, ids: readonly string[]): AsyncGenerator<string> {
  const { rows } = await client.query<{ line: string }>(
    `select json_build_object('id', "id", 'email', "email", 'name', "name", 'language', "language")::text as line
     from "Person" where "id" = any($1) order by "id"`,
    [ids],
  );
  for (const { line } of rows) yield line;
}

async function headerOf(
  client: pg.Client,
  workspaceId: string,
  product: string,
  cut: EventCut | undefined,
): Promise<ArchiveHeader> {
  const one = await client.query<{ slug: string; name: string }>(
    `select "slug", "name" from "Workspace" where "id" = $1`,
    [workspaceId],
  );
  const workspace = one.rows[0];
  if (workspace === undefined) throw new UserError("not_found");
  const projects = await client.query<{ slug: string; name: string }>(
    `select "slug", "name" from "Project" where "workspaceId" = $1 order by "number"`,
    [workspaceId],
  );
  const migrations = await client.query<{ name: string }>(
    `select migration_name as name from "_prisma_migrations" where rolled_back_at is null order by 1`,
  );
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    product,
    createdAt: new Date().toISOString(),
    workspace,
    projects: projects.rows,
    migrations: migrations.rows.map(({ name }) => name),
    events: cut !== undefined,
    ...(cut === undefined ? {} : { eventStore: eventsOf(cut) }),
  };
}

function eventsOf({ layout, counts, firstPosition, lastPosition }: EventCut): ArchivedEvents {
  return { layout, counts, firstPosition, lastPosition };
}

async function countRows(client: pg.Client, workspaceId: string): Promise<number> {
  let total = 0;
  for (const { name, where } of CARRIED) {
    const { rows } = await client.query<{ n: string }>(`select count(*) as n from "${name}" t where ${where}`, [
      workspaceId,
    ]);
    total += Number(rows[0]?.n ?? 0);
  }
  return total;
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

async function* archiveFiles(
  client: pg.Client,
  workspaceId: string,
  { product, events, signal, onProgress }: ExportOptions,
): AsyncGenerator<Buffer> {
  const cut = events ? await cutEvents(workspaceId, signal) : undefined;
  await client.query("begin isolation level repeatable read read only");
  const writer = new Writer();
  yield writer.file(HEADER, json(await headerOf(client, workspaceId, product, cut)));
  const ofEvents = Object.values(cut?.counts ?? {}).reduce((sum, rows) => sum + rows, 0);
  const total = onProgress === undefined ? 0 : (await countRows(client, workspaceId)) + ofEvents;
  let done = 0;
  const told = (rows = 1) => {
    done += rows;
    onProgress?.(done, total);
  };
  for (const table of CARRIED) yield* writer.rows(table.name, linesOf(client, table, workspaceId, told));
  yield* imagesOf(client, writer, workspaceId);
  yield* writer.rows(PEOPLE, peopleOf(client, writer.people));
  // The snapshot has served: what is left may take long, and holds up the store's housekeeping no more.
  await client.query("commit");
  if (cut !== undefined)
    for await (const some of eventLines(cut, signal)) {
      yield writer.events(some);
      told(some.count);
    }
  yield tarFile(MANIFEST, json(writer.manifest));
  yield TAR_END;
}

/**
 * The archive as a stream of bytes, once it is known that it can be begun. It ends with an error when something in between
 * failed: no file is whole without its end.
 * @throws UserError `conflict` while held events are being released.
 */
export async function workspaceArchive(workspaceId: string, options: ExportOptions): Promise<Readable> {
  const files = withPlanConnection((client) => archiveFiles(client, workspaceId, options));
  const first = await files.next();
  const rest = Readable.from(startingWith(first, files), { objectMode: false });
  // Also where nobody began to read: the connection ends.
  rest.once("close", () => void files.return(undefined).catch(() => undefined));
  // An error reaches whoever reads the answer.
  return pipeline(rest, createGzip(), () => undefined);
}

async function* startingWith<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done !== true) yield first.value;
  yield* rest;
}
