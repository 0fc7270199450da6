/**
 * One run of a destination of files: a file for each event and day of its time, UTC, written anew where what belongs in it is
 * not what was written: after late events, later judgements, erasures, and changes of the plan's table or of what may leave.
 */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { readEnv } from "../../base/env.ts";
import { findPublished } from "../../ingest/plan-registry.ts";
import type { Property, PropertyType, PublishedPlan } from "../../plan/plan.ts";
import { resolveEvent } from "../../plan/resolve.ts";
import { latestVersion } from "../../plan/store-version.ts";
import { eventDb } from "../../store/event-db.ts";
import { planDb } from "../../store/plan-db.ts";
import {
  dayPrints,
  dayUids,
  type PassedRow,
  type PassedScope,
  type PrintRow,
  passedRows,
  type UidRow,
} from "../passed.sql.ts";
import { passedEvent } from "../passed-event.ts";
import { type ClaimedRow, passingOf, scopeOf, sourcesOf } from "../scope.ts";
import type { FileTable, TablesOf } from "./table.ts";
import { type FileTarget, targetOf } from "./target.ts";

/** Events read at once. */
const PAGE = 1_000;
const CLAIM_MS = 15 * 60_000;
/** The print of a file that is on its way: equal to no day's. */
const UNSURE = "";
const ORIGIN = "destination.files";
const LIMITS = { maxSeconds: 300 } as const;

/** The table of an event and the plan it comes from. */
interface Planned {
  readonly published: PublishedPlan;
  readonly table: FileTable;
}

function hash(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

function* namesIn(type: PropertyType): Iterable<Property> {
  if (type.kind === "object")
    for (const property of type.properties) {
      yield property;
      yield* namesIn(property.type);
    }
  if (type.kind === "array") yield* namesIn(type.items);
  if (type.kind === "union") for (const member of type.anyOf) yield* namesIn(member);
}

/** What was renamed since stands under the name that the columns have. */
function namesNow({ published, table: { event } }: Planned): Record<string, string> {
  const own = resolveEvent(published.plan, event).properties.map(({ property }) => property);
  const properties = [...own, ...(event.variants?.cases.flatMap((one) => one.properties) ?? [])];
  const all = [...properties, ...properties.flatMap(({ type }) => [...namesIn(type)])];
  return Object.fromEntries(all.map(({ id, name }) => [id, name]));
}

async function sha256Of(file: string): Promise<string> {
  const digest = createHash("sha256");
  await pipeline(createReadStream(file), digest);
  return digest.digest("hex");
}

class FilesRun {
  readonly #row: ClaimedRow;
  readonly #tables: TablesOf;
  readonly #scope: PassedScope;
  readonly #slugs: ReadonlyMap<number, string>;
  readonly #target: FileTarget;
  readonly #stopping: AbortSignal | undefined;
  readonly #folder: string;
  readonly #plans = new Map<number, PublishedPlan | undefined>();
  readonly #tablesOf = new Map<number, ReadonlyMap<string, FileTable>>();
  written = 0;

  constructor(
    row: ClaimedRow,
    given: Given & { scope: PassedScope; slugs: ReadonlyMap<number, string>; folder: string },
  ) {
    this.#row = row;
    this.#tables = given.tables;
    this.#scope = given.scope;
    this.#slugs = given.slugs;
    this.#stopping = given.stopping;
    this.#folder = given.folder;
    this.#target = targetOf(row, given.stopping);
  }

  async #plan(version: number): Promise<PublishedPlan | undefined> {
    if (!this.#plans.has(version)) this.#plans.set(version, await findPublished(this.#row.projectId, version));
    return this.#plans.get(version);
  }

  /** Of the latest version that has the event, from one down to another. */
  async #planned(eventId: string, versions: readonly number[]): Promise<Planned | undefined> {
    for (const version of versions) {
      const published = await this.#plan(version);
      if (published === undefined) continue;
      const tables = this.#tablesOf.get(version) ?? this.#tables(published);
      this.#tablesOf.set(version, tables);
      const table = tables.get(eventId);
      if (table !== undefined) return { published, table };
    }
    return undefined;
  }

  /** False once the destination was changed, paused or taken by another. */
  async #isMine(): Promise<boolean> {
    if (this.#stopping?.aborted) return false;
    const { id, claim } = this.#row;
    const claimedUntil = new Date(Date.now() + CLAIM_MS);
    const kept = await planDb().destination.updateMany({
      where: { id, claim, pausedAt: null },
      data: { claimedUntil },
    });
    return kept.count > 0;
  }

  /** Writes the lines of a day; how many there are. */
  async #lines(file: string, { event_id: eventId, day }: PrintRow, planned: Planned): Promise<number> {
    const { project, projectId } = this.#row;
    const choice = { privacy: passingOf(this.#row).privacy, names: namesNow(planned) };
    const lines = await open(file, "w");
    let count = 0;
    try {
      for (let after: { at: number; uid: string } | undefined; ; ) {
        const page = await eventDb().query<UidRow>(
          ORIGIN,
          dayUids(this.#scope, { eventId, day, after, most: PAGE }),
          LIMITS,
        );
        const uids = page.map(({ uid }) => uid);
        const wanted = { project: project.number, letThrough: false };
        const times = page.map(({ received }) => Number(received));
        const within = { first: Math.min(...times), last: Math.max(...times) };
        const rows =
          uids.length === 0 ? [] : await eventDb().query<PassedRow>(ORIGIN, passedRows(wanted, uids, within), LIMITS);
        const byUid = new Map(rows.map((row) => [row.uid, row]));
        let text = "";
        for (const uid of uids) {
          const row = byUid.get(uid);
          const plan = row === undefined ? undefined : (await this.#plan(row.plan_version))?.plan;
          if (row === undefined || plan === undefined) continue;
          const source = this.#slugs.get(row.source) ?? "";
          const event = passedEvent(row, { project: projectId, source, plan }, choice);
          if (event === undefined) continue;
          text += `${JSON.stringify(planned.table.row(event))}\n`;
          count += 1;
        }
        await lines.write(text);
        const last = page.at(-1);
        if (page.length < PAGE || last === undefined) return count;
        after = { at: Number(last.at), uid: last.uid };
      }
    } finally {
      await lines.close();
    }
  }

  async #write(print: string, day: PrintRow, planned: Planned): Promise<boolean> {
    const { id: destinationId, format, claim } = this.#row;
    const { table, published } = planned;
    const lines = join(this.#folder, "day.ndjson");
    const rows = await this.#lines(lines, day, planned);
    const file = format === "parquet" ? join(this.#folder, "day.parquet") : lines;
    if (format === "parquet") await eventDb().parquet(lines, table.structure, file);
    const path = `${table.name}/occurred_on=${day.day}/events.${format}`;
    const sha256 = await sha256Of(file);
    const { size } = await stat(file);
    if (!(await this.#isMine())) return false;
    const data = {
      ...{ eventId: day.event_id, day: day.day, print, rows: BigInt(rows), bytes: BigInt(size), sha256 },
      planVersion: published.version,
    };
    const unwritten = { ...data, print: UNSURE, rows: 0n, bytes: 0n, sha256: "", writtenAt: new Date() };
    // Known of before it is there: a process that dies in between leaves nothing that a later run would neither write nor remove.
    await planDb().destinationFile.upsert({
      where: { destinationId_path: { destinationId, path } },
      create: { destinationId, path, ...unwritten },
      update: { print: UNSURE },
    });
    await this.#target.put(path, file, sha256);
    await rm(file);
    // Where the destination was changed meanwhile, another place may be meant, where this file is not.
    const kept = await planDb().destinationFile.updateMany({
      where: { destinationId, path, destination: { claim } },
      data: { ...data, writtenAt: new Date() },
    });
    if (kept.count === 0) return false;
    this.written += 1;
    return true;
  }

  /** What is there, for whoever reads it: written after the files that it names, and before those it no longer names go. */
  async #manifest(gone: ReadonlySet<string>): Promise<void> {
    const { id, format, projectId } = this.#row;
    const rows = await planDb().destinationFile.findMany({ where: { destinationId: id }, orderBy: { path: "asc" } });
    const files = rows
      .filter(({ path }) => !gone.has(path))
      .map((row) => ({
        ...{ path: row.path, event_id: row.eventId, day: row.day, rows: Number(row.rows), bytes: Number(row.bytes) },
        ...{ sha256: row.sha256, plan_version: row.planVersion, written_at: row.writtenAt.toISOString() },
      }));
    const text = `${JSON.stringify({ project: projectId, format, files }, undefined, 1)}\n`;
    const file = join(this.#folder, "manifest.json");
    await writeFile(file, text);
    await this.#target.put("manifest.json", file, await sha256Of(file));
    await planDb().destination.update({ where: { id }, data: { positionAt: new Date() } });
  }

  /** True when everything is as it should be. */
  async run(): Promise<boolean> {
    const { id: destinationId, projectId, positionAt } = this.#row;
    const passing = passingOf(this.#row);
    const latest = (await latestVersion(projectId))?.version;
    const prints = await eventDb().query<PrintRow>(ORIGIN, dayPrints(this.#scope), LIMITS);
    const known = await planDb().destinationFile.findMany({ where: { destinationId } });
    const have = new Map(known.map((row) => [row.path, row]));
    const wanted = new Set<string>();
    let stale = known.some(({ writtenAt }) => writtenAt > positionAt) || this.#row.sentAt === null;
    for (const day of prints) {
      const planned = await this.#planned(day.event_id, [...(latest === undefined ? [] : [latest]), day.last_version]);
      if (planned === undefined || !passing.privacy.includes(planned.table.event.privacy)) continue;
      const path = `${planned.table.name}/occurred_on=${day.day}/events.${this.#row.format}`;
      wanted.add(path);
      const { privacy } = passing;
      const print = hash(day.n, day.print, [...privacy].sort(), planned.table.structure, namesNow(planned));
      if (have.get(path)?.print === print) continue;
      if (!(await this.#write(print, day, planned))) return false;
      stale = true;
    }
    const gone = new Set(known.map(({ path }) => path).filter((path) => !wanted.has(path)));
    if (!(await this.#isMine())) return false;
    if (stale || gone.size > 0) await this.#manifest(gone);
    for (const path of gone) {
      await this.#target.remove(path);
      await planDb().destinationFile.delete({ where: { destinationId_path: { destinationId, path } } });
    }
    return true;
  }
}

interface Given {
  readonly tables: TablesOf;
  readonly stopping?: AbortSignal | undefined;
}

/**
 * Brings the files of a claimed destination up to date. `whole`: nothing is left to do. Throws `NotTaken` where the store does
 * not take a file.
 */
export async function writeFiles(row: ClaimedRow, given: Given): Promise<{ whole: boolean; written: number }> {
  const [scope, { slugs }] = [await scopeOf(row), await sourcesOf(row)];
  // Its own, so that nothing is left there of a process that died.
  const folder = join(readEnv().dataDir, "exports", ".writing", row.id);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    const run = new FilesRun(row, { ...given, scope: { ...scope, letThrough: false }, slugs, folder });
    return { whole: await run.run(), written: run.written };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
