/** When production last sent each event of the plan, per source: kept for some minutes, then only what is new is read. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import { keptReading } from "./kept-reading.ts";

/** Epoch milliseconds, by the event's id, then by the source's slug. */
export type LastReceived = ReadonlyMap<string, ReadonlyMap<string, number>>;

interface Reading {
  readonly seen: LastReceived;
  /** All that was stored before is in it: the next reading begins here. */
  readonly until: number;
}

interface Row {
  readonly source: number;
  readonly event: string;
  readonly last: string;
}

const FRESH_MS = 10 * 60_000;
/** What is stored a little late is not missed by the next reading. */
const OVERLAP_MS = 60 * 60_000;
const LIMITS = { maxSeconds: 10 } as const;

function lastSql(project: number, from: number): Sql {
  return sql`select source, toString(event_id) as event, toUnixTimestamp64Milli(max(received_at)) as last
    from received where project = ${sql.as("UInt32", project)} and environment = 'production' and event_id != ''
      and received_at >= ${sql.as("DateTime64(3,'UTC')", from)}
    group by source, event_id`;
}

async function read(project: AuthorizedProject, known: Reading | undefined, until: number): Promise<Reading> {
  const from = known === undefined ? 0 : Math.max(0, known.until - OVERLAP_MS);
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
}

/** Undefined when it could not be read; the same value until it is read anew. */
export async function lastReceived(project: AuthorizedProject): Promise<LastReceived | undefined> {
  return (await keptReading({ key: "lastReceived", freshMs: FRESH_MS, read }, project))?.seen;
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
