/**
 * The events that may be passed on: those whose effective verdict lets them into analysis, and where it is asked for those that
 * their source let through when they came. `arrivals` came in so, `releases`
 * were let in by a later judgement; no event is both, so that each goes on once whatever the two readings overtake.
 */

import { type Sql, sql } from "../store/sql.ts";

/** Which events of a project, by the columns of the store. */
export interface PassedScope {
  /** The project's number in the event store. */
  readonly project: number;
  /** Also what did not conform and was let through. */
  readonly letThrough: boolean;
  readonly environments: readonly string[];
  /** Numbers of sources; undefined means all of them. */
  readonly sources: readonly number[] | undefined;
  readonly events: readonly string[];
  readonly callTypes: readonly string[];
  /** When they were received, epoch milliseconds, `until` excluded. */
  readonly from?: number;
  readonly until?: number;
}

function big(value: bigint): Sql {
  return sql.as("UInt64", value.toString());
}

export function instant(milliseconds: number): Sql {
  return sql.as("DateTime64(3,'UTC')", milliseconds);
}

/** The last accepted re-judgement of each of these events. */
function lastOf(project: number, uids: Sql): Sql {
  return sql`(select uid, max(revision) as last_revision, argMax(verdict, revision) as last_verdict,
      toString(argMax(event_id, revision)) as last_event, argMax(plan_version, revision) as last_version,
      toString(argMax(disposition, revision)) as last_disposition, argMax(judged_at, revision) as last_at,
      argMax(transformed, revision) as last_transformed
    from reverdicts where project = ${sql.as("UInt32", project)} and ${uids} group by uid)`;
}

const conforms = sql`(if(v.last_revision = 0, toString(r.disposition), v.last_disposition) = 'analysis')`;
const versionNow = sql`if(v.last_revision = 0, r.plan_version, v.last_version)`;
const eventNow = sql`if(v.last_revision = 0, toString(r.event_id), v.last_event)`;

function chosen({ environments, sources, events, callTypes, from, until }: PassedScope): Sql {
  const conditions = [
    sql`r.environment in ${environments}`,
    sql`r.call_type in ${callTypes}`,
    ...(sources === undefined ? [] : [sql`r.source in ${sql.as("Array(UInt32)", sources)}`]),
    // Calls about people have no planned event of their own.
    ...(events.length === 0
      ? []
      : [sql`(${eventNow} in ${events} or r.call_type in ${["identify", "group", "alias"]})`]),
    ...(from === undefined ? [] : [sql`r.received_at >= ${instant(from)}`]),
    ...(until === undefined ? [] : [sql`r.received_at < ${instant(until)}`]),
  ];
  return sql.join(conditions, sql` and `);
}

export interface UidRow {
  readonly uid: string;
  /** Epoch milliseconds: when it was received, of a release when it was judged. */
  readonly at: string;
  /** When it was received. */
  readonly received: string;
}

function orLetThrough({ letThrough }: Pick<PassedScope, "letThrough">): Sql {
  return letThrough ? sql` or r.let_through = 1` : sql.empty;
}

/** Events that came in conformant and still are, numbered between two, both ends excluded. */
function arrived(scope: PassedScope, after: bigint, before: bigint): Sql {
  const between = sql`uid > ${big(after)} and uid < ${big(before)}`;
  return sql`received as r left join ${lastOf(scope.project, between)} as v on v.uid = r.uid
    where r.project = ${sql.as("UInt32", scope.project)} and r.uid > ${big(after)} and r.uid < ${big(before)}
      and ((r.disposition = 'analysis' and (v.last_revision = 0 or v.last_disposition = 'analysis'))${orLetThrough(scope)})
      and ${chosen(scope)}`;
}

export function arrivals(scope: PassedScope, after: bigint, before: bigint, most: number): Sql {
  return sql`select r.uid as uid, toUnixTimestamp64Milli(r.received_at) as at,
      toUnixTimestamp64Milli(r.received_at) as received from ${arrived(scope, after, before)}
    order by uid limit ${sql.as("UInt32", most)}`;
}

/** How many there are, and when the first of them was received. */
export function arrivalCount(scope: PassedScope, after: bigint, before: bigint): Sql {
  return sql`select count() as n, toUnixTimestamp64Milli(min(r.received_at)) as first
    from ${arrived(scope, after, before)}`;
}

/** How many events were let in by a judgement between two instants, the end excluded, however they came in. */
export function judgedCount(project: number, from: number, until: number): Sql {
  return sql`select count() as n from reverdicts where project = ${sql.as("UInt32", project)}
    and disposition = 'analysis' and judged_at >= ${instant(from)} and judged_at < ${instant(until)}`;
}

/** Events that came in otherwise and were let in after one release, up to an instant, in order of release. */
export function releases(
  scope: PassedScope,
  after: { readonly at: number; readonly uid: bigint },
  until: number,
  most: number,
): Sql {
  const own = sql`project = ${sql.as("UInt32", scope.project)}`;
  // What was let through went on when it arrived.
  const went = scope.letThrough ? sql` and r.let_through = 0` : sql.empty;
  const judged = sql`uid in (select uid from reverdicts where ${own} and judged_at >= ${instant(after.at)})`;
  return sql`select r.uid as uid, toUnixTimestamp64Milli(v.last_at) as at, toUnixTimestamp64Milli(r.received_at) as received
    from received as r inner join ${lastOf(scope.project, judged)} as v on v.uid = r.uid
    where r.project = ${sql.as("UInt32", scope.project)} and r.disposition != 'analysis' and r.${judged}${went}
      and v.last_disposition = 'analysis' and v.last_at < ${instant(until)}
      and (v.last_at > ${instant(after.at)} or (v.last_at = ${instant(after.at)} and r.uid > ${big(after.uid)}))
      and ${chosen(scope)}
    order by v.last_at, uid limit ${sql.as("UInt32", most)}`;
}

export interface PassedRow {
  readonly uid: string;
  readonly source: number;
  readonly environment: string;
  readonly received: string;
  readonly instant: string;
  readonly call_type: string;
  readonly message_id: string;
  readonly event_id: string;
  readonly plan_version: number;
  readonly stripped: readonly string[];
  readonly event_name: string;
  /** 0 of what was let through. */
  readonly conforms: number;
  /** What transformations made of it, as JSON; "" for nothing. */
  readonly transformed: string;
  readonly raw: string;
}

/**
 * These events, as long as they may be passed on, in order of their numbers. `received`: between which instants, both included;
 * without them the whole event store is searched.
 */
export function passedRows(
  { project, letThrough }: Pick<PassedScope, "project" | "letThrough">,
  uids: readonly string[],
  received?: { readonly first: number; readonly last: number },
): Sql {
  const within =
    received === undefined
      ? sql.empty
      : sql` and r.received_at >= ${instant(received.first)} and r.received_at <= ${instant(received.last)}`;
  const these = sql`uid in ${sql.as("Array(UInt64)", uids)}`;
  return sql`select r.uid as uid, r.source as source, r.environment as environment, r.call_type as call_type,
      toUnixTimestamp64Milli(r.received_at) as received, toUnixTimestamp64Milli(r.ts) as instant,
      r.message_id as message_id, r.event_name as event_name, ${eventNow} as event_id,
      ${versionNow} as plan_version,
      if(v.last_revision = 0, r.stripped, []) as stripped, ${conforms} as conforms,
      if(v.last_revision = 0, r.transformed, v.last_transformed) as transformed, r.raw as raw
    from received as r left join ${lastOf(project, these)} as v on v.uid = r.uid
    where r.project = ${sql.as("UInt32", project)} and r.uid in ${sql.as("Array(UInt64)", uids)}${within}
      and (${conforms}${orLetThrough({ letThrough })})
    order by uid`;
}

export interface PrintRow {
  readonly event_id: string;
  /** `2026-05-04`, of the events' time, UTC. */
  readonly day: string;
  readonly n: string;
  /** Another one where an event came, went or was judged otherwise. */
  readonly print: string;
  /** The latest plan version that judged one of them. */
  readonly last_version: number;
}

/** What is in analysis today, as far as a destination is about it. */
function inAnalysis(scope: PassedScope): Sql {
  return sql`received as r left join ${lastOf(scope.project, sql`1 = 1`)} as v on v.uid = r.uid
    where r.project = ${sql.as("UInt32", scope.project)} and ${conforms} and ${eventNow} != '' and ${chosen(scope)}`;
}

/** The days of each planned event. Reads narrow columns of all that was received. */
export function dayPrints(scope: PassedScope): Sql {
  return sql`select ${eventNow} as event_id, toString(toDate(r.ts)) as day, count() as n,
      toString(groupBitXor(sipHash64(r.uid, v.last_revision))) as print, max(${versionNow}) as last_version
    from ${inAnalysis(scope)} group by event_id, day order by event_id, day`;
}

/** The events of one day after one of them, in order of their time. */
export function dayUids(
  scope: PassedScope,
  given: {
    readonly eventId: string;
    readonly day: string;
    readonly after: { readonly at: number; readonly uid: string } | undefined;
    readonly most: number;
  },
): Sql {
  const { eventId, day, after, most } = given;
  const behind =
    after === undefined
      ? sql.empty
      : sql` and (r.ts > ${instant(after.at)} or (r.ts = ${instant(after.at)} and r.uid > ${big(BigInt(after.uid))}))`;
  return sql`select r.uid as uid, toUnixTimestamp64Milli(r.ts) as at, toUnixTimestamp64Milli(r.received_at) as received
    from ${inAnalysis(scope)} and ${eventNow} = ${eventId} and toString(toDate(r.ts)) = ${day}${behind}
    order by r.ts, uid limit ${sql.as("UInt32", most)}`;
}
