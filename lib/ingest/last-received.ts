/** When production last sent each event of the plan, per source: kept for some minutes, then only what is new is read. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { systemClock } from "../base/clock.ts";
import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { type Sql, sql } from "../store/sql.ts";

/** Epoch milliseconds, by the event's id, then by the source's slug. */
export type LastReceived = ReadonlyMap<string, ReadonlyMap<string, number>>;

interface Reading {
  readonly seen: LastReceived;
  /** All that was stored before is in it: the next reading begins here. */
  readonly until: number;
}

interface Kept {
  /** When it was last tried. */
  readonly at: number;
  /** The last that succeeded. */
  readonly reading: Promise<Reading | undefined>;
}

interface Row {
  readonly source: number;
  readonly event: string;
  readonly last: string;
}

const FRESH_MS = 10 * 60_000;
/** What is stored a little late is not missed by the next reading. */
const OVERLAP_MS = 60 * 60_000;
const PROJECTS_MAX = 64;
const LIMITS = { maxSeconds: 10 } as const;

function kept(): Map<string, Kept> {
  return processState("lastReceived", () => new Map<string, Kept>());
}

function lastSql(project: number, from: number): Sql {
  return sql`select source, toString(event_id) as event, toUnixTimestamp64Milli(max(received_at)) as last
    from received where project = ${sql.as("UInt32", project)} and environment = 'production' and event_id != ''
      and received_at >= ${sql.as("DateTime64(3,'UTC')", from)}
    group by source, event_id`;
}

async function read(project: AuthorizedProject, before: Kept | undefined, until: number): Promise<Reading | undefined> {
  const known = await before?.reading;
  const from = known === undefined ? 0 : Math.max(0, known.until - OVERLAP_MS);
  try {
    const [rows, sources] = await Promise.all([
      eventDb().query<Row>("ingest.lastReceived", lastSql(project.number, from), LIMITS),
      planDb().source.findMany({ where: { projectId: project.projectId }, select: { number: true, slug: true } }),
    ]);
    const slugs = new Map(sources.map(({ number, slug }) => [number, slug]));
    const seen = new Map([...(known?.seen ?? [])].map(([event, bySource]) => [event, new Map(bySource)]));
    for (const { source, event, last } of rows) {
      const slug = slugs.get(source);
      if (slug === undefined) continue;
      const own = seen.get(event) ?? new Map<string, number>();
      own.set(slug, Math.max(own.get(slug) ?? 0, Number(last)));
      seen.set(event, own);
    }
    return { seen, until };
  } catch (error) {
    log().warn({ reason: error instanceof Error ? error.message : "" }, "last received events could not be read");
    return known;
  }
}

/** Undefined when it could not be read; the same value until it is read anew. */
export async function lastReceived(project: AuthorizedProject): Promise<LastReceived | undefined> {
  const projects = kept();
  const before = projects.get(project.projectId);
  const at = systemClock.now();
  if (before !== undefined && at - before.at < FRESH_MS) return (await before.reading)?.seen;
  const reading = read(project, before, at);
  projects.delete(project.projectId);
  projects.set(project.projectId, { at, reading });
  for (const oldest of projects.keys()) {
    if (projects.size <= PROJECTS_MAX) break;
    projects.delete(oldest);
  }
  return (await reading)?.seen;
}

const days = new WeakMap<LastReceived, ReadonlyMap<string, ReadonlyMap<string, string>>>();

/** The same as days in UTC, YYYY-MM-DD, as the rules of a plan read it. */
export function lastReceivedDays(seen: LastReceived): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const known = days.get(seen);
  if (known !== undefined) return known;
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const told = new Map(
    [...seen].map(([event, bySource]) => [event, new Map([...bySource].map(([slug, at]) => [slug, day(at)]))]),
  );
  days.set(seen, told);
  return told;
}
