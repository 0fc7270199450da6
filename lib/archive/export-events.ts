/** The events of a workspace as an archive holds them: every row of the event store, a page at a time. */

import { isUserError, UserError } from "../base/error.ts";
import { positionOf, uidOf } from "../ingest/row.ts";
import { runningIngest } from "../ingest/running-ingest.ts";
import { readDdl } from "../store/ddl.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import type { ArchivedEvents } from "./archive-format.ts";
import { ARCHIVED, type ArchivedTable, monthOf, pageOf, rowsOf } from "./event-tables.ts";
import { countLines, NEWLINE } from "./lines.ts";

const ORIGIN = "archive.export";
const LIMITS = { maxSeconds: 600, maxMemoryBytes: 1024 ** 3 } as const;
/** For one page, where that is enough: what it takes is taken from the process that receives. */
const PAGE_MEMORY_BYTES = 256 * 1024 ** 2;
/** Where so few rows need more than that, it is not by their number. */
const FEW_ROWS = 32;
const EVERYTHING = "18446744073709551615";
/** A page and a part of the archive have about so many bytes. */
const PAGE_BYTES = 8 * 1024 * 1024;
const FIRST_PAGE_ROWS = 500;
const PAGE_ROWS_MAX = 20_000;

interface EventProject {
  readonly id: string;
  /** In the event store. */
  readonly number: number;
}

/** What of the event store goes into an archive: decided before the plan store is read, so that its plans know every event. */
export interface EventCut extends ArchivedEvents {
  readonly projects: readonly EventProject[];
  readonly beforeUid: string;
  /** Releases of held events begun so far. */
  readonly releases: number;
}

/** Lines of one table of one project. */
export interface EventLines {
  readonly projectId: string;
  readonly table: string;
  readonly lines: Buffer;
  readonly count: number;
}

function query<T>(statement: Sql, signal: AbortSignal | undefined): Promise<T[]> {
  return eventDb().query<T>(ORIGIN, statement, { ...LIMITS, ...(signal === undefined ? {} : { signal }) });
}

const RELEASING = {
  path: "",
  en: "Held events are being released. Take the archive out once that has ended.",
  fr: "Des événements retenus sont en cours de libération. Sortez l’archive une fois qu’elle est terminée.",
};

/** A release writes to several tables, which are read one after the other: none may run or begin meanwhile. */
async function countReleases(projects: readonly EventProject[]): Promise<number> {
  const states = await planDb().reverdict.groupBy({
    by: ["state"],
    where: { projectId: { in: projects.map(({ id }) => id) } },
    _count: true,
  });
  if (states.some(({ state }) => state === "running")) throw new UserError("conflict", { fields: [RELEASING] });
  return states.reduce((sum, { _count }) => sum + _count, 0);
}

function projectsOf(workspaceId: string): Promise<EventProject[]> {
  return planDb().project.findMany({
    where: { workspaceId },
    orderBy: { number: "asc" },
    select: { id: true, number: true },
  });
}

async function countRows(cut: Pick<EventCut, "projects" | "beforeUid">, table: ArchivedTable, signal?: AbortSignal) {
  let rows = 0;
  for (const { number } of cut.projects) {
    const from = rowsOf(table, { project: number, beforeUid: cut.beforeUid });
    const [counted] = await query<{ n: string }>(sql`select count() as n from ${from}`, signal);
    rows += Number(counted?.n ?? 0);
  }
  return rows;
}

/** The journal positions between which the events lie; undefined when there are none. */
async function positionsOf(projects: readonly EventProject[], beforeUid: string, signal: AbortSignal | undefined) {
  const within = sql`project in ${sql.as(
    "Array(UInt32)",
    projects.map(({ number }) => number),
  )} and uid < ${sql.as("UInt64", beforeUid)}`;
  const [found] = await query<{ n: string; first: string; last: string }>(
    sql`select count() as n, min(uid) as first, max(uid) as last from (
      select uid from received where ${within} union all select uid from duplicates where ${within})`,
    signal,
  );
  if (found === undefined || found.n === "0") return undefined;
  return { firstPosition: positionOf(Number(found.first)), lastPosition: positionOf(Number(found.last)) };
}

/**
 * Decides which events an archive holds: all that were acknowledged before.
 * @throws UserError `conflict` while held events are being released.
 */
export async function cutEvents(workspaceId: string, signal?: AbortSignal): Promise<EventCut> {
  const ingest = runningIngest();
  await ingest?.settled();
  const beforeUid = ingest === undefined ? EVERYTHING : String(uidOf(ingest.journal.floor + 1, 0));
  const projects = await projectsOf(workspaceId);
  const releases = await countReleases(projects);
  const counts: Record<string, number> = {};
  for (const table of ARCHIVED) counts[table.name] = await countRows({ projects, beforeUid }, table, signal);
  const none = { firstPosition: 0, lastPosition: 0 };
  return {
    projects,
    beforeUid,
    releases,
    counts,
    ...((await positionsOf(projects, beforeUid, signal)) ?? none),
    layout: readDdl().map(({ name, checksum }) => ({ name, checksum })),
  };
}

/** How many events a workspace has, and about how large they make its archive. */
export async function estimateEvents(
  workspaceId: string,
): Promise<{ readonly events: number; readonly bytes: number }> {
  const projects = await projectsOf(workspaceId);
  const numbers = sql.as(
    "Array(UInt32)",
    projects.map(({ number }) => number),
  );
  const each = ARCHIVED.map(
    ({ name }) => sql`select ${name} as name, count() as n from ${sql.name(name)} where project in ${numbers}`,
  );
  const counted = await query<{ name: string; n: string }>(sql.join(each, sql` union all `), undefined);
  const sizes = await query<{ name: string; bytes: string; n: string }>(
    sql`select table as name, sum(data_compressed_bytes) as bytes, sum(rows) as n from system.parts
      where active and database = currentDatabase() group by table`,
    undefined,
  );
  let bytes = 0;
  let events = 0;
  for (const { name, n } of counted) {
    const size = sizes.find((one) => one.name === name);
    if (name === "received") events = Number(n);
    if (size !== undefined && Number(size.n) > 0) bytes += (Number(n) * Number(size.bytes)) / Number(size.n);
  }
  return { events, bytes: Math.round(bytes) };
}

interface Column {
  readonly name: string;
  readonly type: string;
}

/** The columns a project uses: of sixty typed places most are empty everywhere, and an absent one is empty again. */
async function columnsOf(table: ArchivedTable, rows: { project: number; beforeUid: string }, signal?: AbortSignal) {
  const all = await query<Column>(
    sql`select name, type from system.columns where database = currentDatabase() and table = ${table.name}`,
    signal,
  );
  const columns = all.filter(({ name }) => name !== "project");
  if (table.name !== "events") return columns.map(({ name }) => name);
  const maybe = columns.filter(({ name }) => /^([ns]\d+|auto_\w+|overflow)$/.test(name));
  const used = maybe.map(({ name, type }) => {
    const column = sql.name(name);
    const filled = type.startsWith("Nullable") ? sql`${column} is not null` : sql`not empty(${column})`;
    return sql`max(${filled}) as ${sql.name(`has_${name}`)}`;
  });
  const [found] = await query<Record<string, number>>(
    sql`select ${sql.join(used, sql`, `)} from ${rowsOf({ ...table, replacing: false }, rows)}`,
    signal,
  );
  return columns.map(({ name }) => name).filter((name) => found?.[`has_${name}`] !== 0);
}

/** A page cut at ends of lines into parts of about `PAGE_BYTES`. */
function* parts(page: Buffer): Generator<Buffer> {
  for (let from = 0; from < page.length; ) {
    const end = page.length - from <= PAGE_BYTES ? -1 : page.indexOf(NEWLINE, from + PAGE_BYTES);
    const to = end < 0 ? page.length : end + 1;
    yield page.subarray(from, to);
    from = to;
  }
}

function lastRow(page: Buffer): Record<string, unknown> {
  const line = page.subarray(page.lastIndexOf(NEWLINE, page.length - 2) + 1).toString("utf8");
  return JSON.parse(line) as Record<string, unknown>;
}

interface Pages {
  readonly table: ArchivedTable;
  readonly project: number;
  readonly beforeUid: string;
  readonly columns: readonly string[];
  readonly signal: AbortSignal | undefined;
}

/** The rows of one month, page after page: as many rows as fill a page, fewer where they are large. */
async function* pagesOf({ signal, table, ...given }: Pages, month: number): AsyncGenerator<Buffer> {
  let last: Record<string, unknown> | undefined;
  let most = FIRST_PAGE_ROWS;
  // Lowered where rows were too heavy together, and raised slowly: large rows lie beside large ones.
  let ceiling = PAGE_ROWS_MAX;
  let maxMemoryBytes: number = PAGE_MEMORY_BYTES;
  for (;;) {
    const statement = pageOf(table, { ...given, month, last, most, bytes: PAGE_BYTES });
    const page = await eventDb()
      .lines(ORIGIN, statement, { ...LIMITS, maxMemoryBytes, ...(signal === undefined ? {} : { signal }) })
      .catch((error: unknown) => {
        const canLess = most > 1 || maxMemoryBytes < LIMITS.maxMemoryBytes;
        if (canLess && isUserError(error) && error.code === "query_too_heavy") return undefined;
        throw error;
      });
    if (page === undefined) {
      if (most <= FEW_ROWS) maxMemoryBytes = LIMITS.maxMemoryBytes;
      most = Math.ceil(most / 4);
      ceiling = most;
      continue;
    }
    if (page.length === 0) return;
    const bytes = Buffer.from(page.buffer, page.byteOffset, page.byteLength);
    const rows = countLines(bytes);
    yield bytes;
    if (rows < most && bytes.length < PAGE_BYTES) return;
    last = lastRow(bytes);
    ceiling = Math.min(PAGE_ROWS_MAX, ceiling + Math.ceil(ceiling / 8));
    most = Math.max(1, Math.min(ceiling, most * 4, Math.floor((rows * PAGE_BYTES) / bytes.length)));
  }
}

async function* tableLines(
  cut: EventCut,
  table: ArchivedTable,
  { id, number }: EventProject,
  signal: AbortSignal | undefined,
): AsyncGenerator<EventLines> {
  const rows = { project: number, beforeUid: cut.beforeUid };
  const months = await query<{ month: number }>(
    sql`select distinct ${monthOf(table)} as month from ${rowsOf({ ...table, replacing: false }, rows)} order by month`,
    signal,
  );
  if (months.length === 0) return;
  const columns = await columnsOf(table, rows, signal);
  for (const { month } of months)
    for await (const page of pagesOf({ ...rows, table, columns, signal }, Number(month)))
      for (const lines of parts(page)) yield { projectId: id, table: table.name, lines, count: countLines(lines) };
}

/**
 * Every line, table after table. Ends with an error when it is not all that was there, or when held events were released
 * meanwhile: the archive then has no end.
 */
export async function* eventLines(cut: EventCut, signal?: AbortSignal): AsyncGenerator<EventLines> {
  for (const table of ARCHIVED) {
    let count = 0;
    for (const project of cut.projects) {
      await requireNoRelease(cut);
      for await (const some of tableLines(cut, table, project, signal)) {
        count += some.count;
        yield some;
      }
    }
    // People come in while events do.
    if (table.ofEvents && count !== cut.counts[table.name])
      throw new Error(`Invariant: ${count} rows of ${table.name} instead of ${cut.counts[table.name]}`);
  }
  await requireNoRelease(cut);
}

async function requireNoRelease({ projects, releases }: EventCut): Promise<void> {
  if ((await countReleases(projects)) !== releases) throw new UserError("conflict", { fields: [RELEASING] });
}
