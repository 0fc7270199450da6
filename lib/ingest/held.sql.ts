/** Events kept out of analysis, with their effective verdict: that of ingest, or of the last accepted re-judgement. */

import { type Sql, sql } from "../store/sql.ts";

export interface HeldScope {
  /** The project's number in the event store. */
  readonly project: number;
  /** Only events with this violation. */
  readonly fingerprint?: string;
  /** Also those that only a person may release. */
  readonly blocked: boolean;
}

function projectIs(project: number): Sql {
  return sql`project = ${sql.as("UInt32", project)}`;
}

/** The last accepted re-judgement of each event. */
export function lastReverdicts(project: number): Sql {
  return sql`(select uid, max(revision) as last_revision, argMax(verdict, revision) as last_verdict,
      toString(argMax(event_id, revision)) as last_event,
      argMax(disposition, revision) as last_disposition, argMax(traits_held, revision) as last_held
    from reverdicts where ${projectIs(project)} group by uid)`;
}

export interface HeldUidRow {
  readonly uid: string;
  readonly at: string;
}

/** The held events that a later plan may accept: their table, and what says that they are. */
function held({ project, fingerprint, blocked }: HeldScope): Sql {
  const dispositions = blocked ? ["held", "blocked"] : ["held"];
  const violation =
    fingerprint === undefined
      ? sql.empty
      : sql` and r.uid in (select uid from violations where ${projectIs(project)} and fingerprint = ${fingerprint})`;
  return sql`received as r left join ${lastReverdicts(project)} as v on v.uid = r.uid
    where r.project = ${sql.as("UInt32", project)} and r.verdict in ('violating', 'unplanned')
      and if(v.last_revision = 0, toString(r.disposition), v.last_disposition) in ${dispositions}${violation}`;
}

/** Numbers of the next held events after one, in order of arrival. */
export function heldUids(scope: HeldScope, after: number, most: number): Sql {
  return sql`select r.uid as uid, toUnixTimestamp64Milli(r.received_at) as at
    from ${held(scope)} and r.uid > ${sql.as("UInt64", after)} order by uid limit ${sql.as("UInt32", most)}`;
}

/** How many held events there are. */
export function heldCount(scope: HeldScope): Sql {
  return sql`select count() as n from ${held(scope)}`;
}

export interface HeldRow {
  readonly uid: string;
  readonly source: number;
  readonly environment: string;
  readonly at: string;
  readonly instant: string;
  readonly call_type: string;
  readonly raw: string;
  readonly revision: string;
  readonly held: string;
  readonly disposition: string;
  /** The disposition it came in with. */
  readonly arrived: string;
  readonly verdict: string;
}

/** These events as received, with what was last decided about them. */
export function heldRows(project: number, uids: readonly number[], from: number, to: number): Sql {
  return sql`select r.uid as uid, r.source as source, r.environment as environment,
      toUnixTimestamp64Milli(r.received_at) as at, toUnixTimestamp64Milli(r.ts) as instant, r.call_type as call_type,
      r.raw as raw, v.last_revision as revision,
      if(v.last_revision = 0, r.traits_held, v.last_held) as held,
      if(v.last_revision = 0, toString(r.disposition), v.last_disposition) as disposition, toString(r.disposition) as arrived,
      if(v.last_revision = 0, toString(r.verdict), v.last_verdict) as verdict
    from received as r left join (select * from ${lastReverdicts(project)} where uid in ${sql.as("Array(UInt64)", uids)}) as v
      on v.uid = r.uid
    where r.project = ${sql.as("UInt32", project)} and r.uid in ${sql.as("Array(UInt64)", uids)}
      and r.received_at >= ${sql.as("DateTime64(3,'UTC')", from)} and r.received_at <= ${sql.as("DateTime64(3,'UTC')", to)}
    order by uid`;
}

/** Events of which a release's re-judgement is the last, with the run that they were part of. */
function acceptedIn(project: number, reverdictId: string): Sql {
  return sql`(select uid, argMax(judged_at, revision) as run from reverdicts where ${projectIs(project)}
    group by uid having argMax(reverdict_id, revision) = ${reverdictId})`;
}

export interface AcceptedRow {
  readonly n: string;
}

/** How many events a release brought into analysis. */
export function acceptedBy(project: number, reverdictId: string): Sql {
  return sql`select count() as n from ${acceptedIn(project, reverdictId)}`;
}

/**
 * Events that one release accepted and whose rows for analysis are not all in: what a crash left half done. Runs follow one
 * another in order of arrival, so only the last can be unfinished; and within a run the events come after all else.
 */
export function unfinishedUids(project: number, reverdictId: string): Sql {
  const accepted = acceptedIn(project, reverdictId);
  const last = sql`(select uid from ${accepted} where run = (select argMax(run, uid) from ${accepted}))`;
  const done = sql`(select uid from events where ${projectIs(project)} and uid in ${last})`;
  return sql`select uid, toUnixTimestamp64Milli(received_at) as at from received
    where ${projectIs(project)} and uid in ${last} and uid not in ${done}
      and (call_type not in ('identify', 'group', 'alias') or (select count() from ${done}) = 0)
    order by uid`;
}
