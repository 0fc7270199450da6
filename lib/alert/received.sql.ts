/** What alert rules ask of the event store. */

import { judgedEvents } from "../ingest/health.ts";
import { type Sql, sql } from "../store/sql.ts";
import { type AlertScope, MINUTE_MS } from "./alert.ts";

/** Epoch milliseconds, end excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 1_440 * MINUTE_MS;
/** What was met before counts as known for so long. */
const KNOWN_MS = 90 * DAY_MS;
/** A gap is looked for minute by minute, a drop a quarter of an hour at a time. */
export const STEP_MINUTES = 15;

function instant(at: number): Sql {
  return sql.as("DateTime64(3,'UTC')", at);
}

function inScope({ source, environment, eventId }: AlertScope): Sql {
  return sql`${source === undefined ? sql.empty : sql` and source = ${sql.as("UInt32", source)}`}
    ${environment === undefined ? sql.empty : sql` and environment = ${environment}`}
    ${eventId === undefined ? sql.empty : sql` and event_id = ${eventId}`}`;
}

function judged(project: number, { from, to }: Span, scope: AlertScope): Sql {
  return sql`${judgedEvents({ project, from, to, source: scope.source })} where true ${inScope(scope)}`;
}

export interface CountedRow {
  readonly source: number;
  readonly environment: string;
  readonly event_id: string;
  readonly received: string;
  readonly conformant: string;
  /** Epoch milliseconds. */
  readonly last: string;
}

/** What came in a span, for every rule of a project at once. */
export function counted(project: number, { from, to }: Span): Sql {
  return sql`select source, environment, event_id, count() as received, countIf(verdict = 'conformant') as conformant,
      toUnixTimestamp64Milli(max(received_at)) as last
    from ${judgedEvents({ project, from, to, source: undefined })} group by source, environment, event_id`;
}

/** Violations of the scope that were first met within the span. */
export function newKinds(project: number, { from, to }: Span, scope: AlertScope): Sql {
  const own = sql`project = ${sql.as("UInt32", project)} ${inScope(scope)} and received_at < ${instant(to)}`;
  return sql`select count() as n from (
    select fingerprint from violations where ${own} and received_at >= ${instant(to - KNOWN_MS)}
      and fingerprint in (select fingerprint from violations where ${own} and received_at >= ${instant(from)})
    group by fingerprint having min(received_at) >= ${instant(from)})`;
}

export interface BucketRow {
  /** Start, epoch milliseconds. */
  readonly at: string;
  readonly received: string;
  readonly conformant: string;
  readonly first: string;
  readonly last: string;
}

/** What came of the scope, in steps of so many minutes; steps in which nothing came are left out. */
export function buckets(project: number, span: Span, scope: AlertScope, minutes: number): Sql {
  const stepMs = sql.as("Int64", minutes * MINUTE_MS);
  return sql`select intDiv(toUnixTimestamp64Milli(received_at), ${stepMs}) * ${stepMs} as at, count() as received,
      countIf(verdict = 'conformant') as conformant, min(toUnixTimestamp64Milli(received_at)) as first,
      max(toUnixTimestamp64Milli(received_at)) as last
    from ${judged(project, span, scope)} group by at order by at`;
}

/** When the scope's last event of a span came; 0 where there was none. */
export function lastOf(project: number, span: Span, scope: AlertScope): Sql {
  return sql`select toUnixTimestamp64Milli(max(received_at)) as last from ${judged(project, span, scope)}`;
}
