/** What production sent of each event, per source: when last, with which plan versions, from which releases. */

import type { AuthorizedProject } from "../access/authorized.ts";
import type { ReceivedMatrix } from "../plan/code-matrix.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import { keptReading } from "./kept-reading.ts";

interface Row {
  readonly source: number;
  readonly event: string;
  readonly last: string;
  readonly count: string;
  readonly versions: readonly number[];
  readonly releases: readonly string[];
}

const FRESH_MS = 60_000;
const LIMITS = { maxSeconds: 10 } as const;
/** Days that are looked at. */
export const MATRIX_DAYS = 90;
const DAY_MS = 86_400_000;

function receivedSql(project: number, from: number): Sql {
  return sql`select source, toString(event_id) as event, toUnixTimestamp64Milli(max(received_at)) as last,
      toString(count()) as count, arrayReverseSort(groupUniqArray(20)(declared_version)) as versions,
      arrayReverseSort(groupUniqArray(20)(toString(app_version))) as releases
    from received where project = ${sql.as("UInt32", project)} and environment = 'production' and event_id != ''
      and received_at >= ${sql.as("DateTime64(3,'UTC')", from)}
    group by source, event_id`;
}

async function read(
  project: AuthorizedProject,
  _before: ReceivedMatrix | undefined,
  now: number,
): Promise<ReceivedMatrix> {
  const [rows, sources] = await Promise.all([
    eventDb().query<Row>("ingest.receivedMatrix", receivedSql(project.number, now - MATRIX_DAYS * DAY_MS), LIMITS),
    planDb().source.findMany({ where: { projectId: project.projectId }, select: { number: true, slug: true } }),
  ]);
  const slugs = new Map(sources.map(({ number, slug }) => [number, slug]));
  const found = new Map<string, Map<string, ReturnType<typeof receivedOf>>>();
  for (const row of rows) {
    const slug = slugs.get(row.source);
    if (slug === undefined) continue;
    const own = found.get(row.event) ?? new Map();
    found.set(row.event, own.set(slug, receivedOf(row)));
  }
  return found;
}

function receivedOf({ last, count, versions, releases }: Row) {
  return {
    last: Number(last),
    count: Number(count),
    versions: versions.filter((version) => version > 0),
    releases: releases.filter((release) => release !== ""),
  };
}

/** Undefined when it could not be read. */
export function receivedMatrix(project: AuthorizedProject): Promise<ReceivedMatrix | undefined> {
  return keptReading({ key: "receivedMatrix", freshMs: FRESH_MS, read }, project);
}
