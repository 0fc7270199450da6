/**
 * Stored events with their effective verdict: that of ingest, or of the last re-judgement that was accepted. Which of them a
 * replay looks at, and what it takes out of the tables that analysis reads.
 */

import { type Sql, sql } from "../store/sql.ts";

export interface ReplayScope {
  /** The project's number in the event store. */
  readonly project: number;
  /** Only events with this violation. */
  readonly fingerprint?: string;
  /** Also those that only a person may release. */
  readonly blocked: boolean;
  /** Also those that are in analysis now. */
  readonly conformant?: boolean;
  /** Also those that are kept out of it; true unless told otherwise. */
  readonly held?: boolean;
  /** When they were received, epoch milliseconds, `until` excluded. */
  readonly from?: number;
  readonly until?: number;
  /** The source's number. */
  readonly source?: number;
  readonly environment?: string;
  /** The name they came under. */
  readonly event?: string;
}

function projectIs(project: number): Sql {
  return sql`project = ${sql.as("UInt32", project)}`;
}

function instant(milliseconds: number): Sql {
  return sql.as("DateTime64(3,'UTC')", milliseconds);
}

function numbers(uids: readonly number[]): Sql {
  return sql.as("Array(UInt64)", uids);
}

/** The last accepted re-judgement of each event. */
export function lastReverdicts(project: number): Sql {
  return sql`(select uid, max(revision) as last_revision, argMax(verdict, revision) as last_verdict,
      toString(argMax(event_id, revision)) as last_event,
      argMax(disposition, revision) as last_disposition, argMax(violations, revision) as last_violations
    from reverdicts where ${projectIs(project)} group by uid)`;
}

const verdictNow = sql`if(v.last_revision = 0, toString(r.verdict), v.last_verdict)`;
const dispositionNow = sql`if(v.last_revision = 0, toString(r.disposition), v.last_disposition)`;

/**
 * The events that a version may judge otherwise: their table, and what says that they are. One that conforms for what its
 * source leaves out of it is in analysis with another verdict than `conformant`, and stays as its source made it.
 */
function looked(scope: ReplayScope): Sql {
  const { project, fingerprint, blocked, from, until, source, environment, event } = scope;
  const dispositions = scope.held === false ? [] : blocked ? ["held", "blocked"] : ["held"];
  const states = [
    sql`${dispositionNow} in ${dispositions}`,
    ...(scope.conformant === true ? [sql`(${verdictNow} = 'conformant' and ${dispositionNow} = 'analysis')`] : []),
  ];
  const conditions = [
    sql`r.project = ${sql.as("UInt32", project)}`,
    sql`r.verdict != 'malformed'`,
    ...(fingerprint === undefined
      ? []
      : [sql`r.uid in (select uid from violations where ${projectIs(project)} and fingerprint = ${fingerprint})`]),
    ...(from === undefined ? [] : [sql`r.received_at >= ${instant(from)}`]),
    ...(until === undefined ? [] : [sql`r.received_at < ${instant(until)}`]),
    ...(source === undefined ? [] : [sql`r.source = ${sql.as("UInt32", source)}`]),
    ...(environment === undefined ? [] : [sql`r.environment = ${environment}`]),
    ...(event === undefined ? [] : [sql`r.event_name = ${event}`]),
    sql`(${sql.join(states, sql` or `)})`,
  ];
  return sql`received as r left join ${lastReverdicts(project)} as v on v.uid = r.uid
    where ${sql.join(conditions, sql` and `)}`;
}

/** Numbers of the next events after one, in order of arrival: lines that `runsOf` reads. */
export function nextUids(scope: ReplayScope, after: number, most: number): Sql {
  return sql`select r.uid as uid, toUnixTimestamp64Milli(r.received_at)
    from ${looked(scope)} and r.uid > ${sql.as("UInt64", after)} order by uid limit ${sql.as("UInt32", most)}`;
}

/** How many events a replay looks at. */
export function lookedCount(scope: ReplayScope, after = 0): Sql {
  return sql`select count() as n from ${looked(scope)} and r.uid > ${sql.as("UInt64", after)}`;
}

export interface StoredRow {
  readonly uid: string;
  readonly source: number;
  readonly environment: string;
  readonly at: string;
  readonly instant: string;
  readonly call_type: string;
  readonly raw: string;
  readonly handled: readonly string[];
  /** Of the last accepted re-judgement; 0 when there is none. */
  readonly revision: string;
  /** The disposition it came in with. */
  readonly arrived: string;
  /** What stands now. */
  readonly disposition: string;
  readonly verdict: string;
  readonly event_id: string;
  readonly violations: string;
  /** What transformations made of it, as JSON; "" for nothing. */
  readonly transformed: string;
  readonly plan_version: number;
}

/** These events as received, with what was last decided about them. */
export function storedRows(project: number, uids: readonly number[], from: number, to: number): Sql {
  return sql`select r.uid as uid, r.source as source, r.environment as environment,
      toUnixTimestamp64Milli(r.received_at) as at, toUnixTimestamp64Milli(r.ts) as instant, r.call_type as call_type,
      r.raw as raw, r.handled as handled, v.last_revision as revision, toString(r.disposition) as arrived,
      ${dispositionNow} as disposition, ${verdictNow} as verdict,
      if(v.last_revision = 0, toString(r.event_id), v.last_event) as event_id,
      if(v.last_revision = 0, r.violations, v.last_violations) as violations,
      if(v.last_revision = 0, r.transformed, v.last_transformed) as transformed,
      if(v.last_revision = 0, r.plan_version, v.last_version) as plan_version
    from received as r left join (select uid, max(revision) as last_revision, argMax(verdict, revision) as last_verdict,
        toString(argMax(event_id, revision)) as last_event, argMax(disposition, revision) as last_disposition,
        argMax(violations, revision) as last_violations, argMax(transformed, revision) as last_transformed,
        argMax(plan_version, revision) as last_version
      from reverdicts where ${projectIs(project)} and uid in ${numbers(uids)} group by uid) as v on v.uid = r.uid
    where r.project = ${sql.as("UInt32", project)} and r.uid in ${numbers(uids)}
      and r.received_at >= ${instant(from)} and r.received_at <= ${instant(to)}
    order by uid`;
}

export interface CountRow {
  readonly n: string;
}

/** Events of which a replay's re-judgement is the last, with the batch that they were part of. */
function judgedIn(project: number, reverdictId: string): Sql {
  return sql`(select uid, argMax(judged_at, revision) as batch, argMax(verdict, revision) as verdict
    from reverdicts where ${projectIs(project)} group by uid having argMax(reverdict_id, revision) = ${reverdictId})`;
}

/** How many events a replay brought into analysis and stand there still. */
export function acceptedBy(project: number, reverdictId: string): Sql {
  return sql`select count() as n from ${judgedIn(project, reverdictId)}`;
}

/**
 * The last batch of a replay: what a crash may have left half written. Batches follow one another in order of arrival, and
 * each is written whole before the next begins. Lines that `runsOf` reads.
 */
export function lastBatch(project: number, reverdictId: string): Sql {
  const own = judgedIn(project, reverdictId);
  return sql`select uid, toUnixTimestamp64Milli(received_at) from received
    where ${projectIs(project)} and uid in (select uid from ${own} where batch = (select argMax(batch, uid) from ${own}))
    order by uid`;
}

/** Rows of these events, in any table that names them. */
export function ofEvents(project: number, uids: readonly number[]): Sql {
  return sql`${projectIs(project)} and uid in ${numbers(uids)}`;
}

export interface LinkedRow {
  readonly anonymous: number;
}

/** The anonymous people that these events linked to a user. */
export function linkedBy(project: number, uids: readonly number[]): Sql {
  return sql`select distinct anonymous from identity_links where ${ofEvents(project, uids)}`;
}

/**
 * Links these anonymous people as every event of theirs in analysis says. Only the first link of each was told when it came:
 * once that is withdrawn, a later one stands.
 */
export function linkAgain(project: number, anonymous: readonly number[]): Sql {
  const own = projectIs(project);
  const known = sql`(select person, any(id) as id from people where ${own} and kind = 'anonymous'
    and person in ${sql.as("Array(UInt32)", anonymous)} group by person)`;
  const users = sql`(select person, any(id) as id from people where ${own} and kind = 'user' group by person)`;
  const calls = sql`(select r.uid as uid, r.ts as ts, r.user_id as user_id,
      if(r.call_type = 'alias', JSONExtractString(r.raw, 'previousId'), r.anonymous_id) as anonymous_id
    from received as r left join ${lastReverdicts(project)} as v on v.uid = r.uid
    where r.project = ${sql.as("UInt32", project)} and r.user_id != ''
      and (r.call_type = 'alias' or r.anonymous_id in (select id from ${known}))
      and ${dispositionNow} = 'analysis')`;
  return sql`insert into identity_links (project, anonymous, person, uid, ts)
    select ${sql.as("UInt32", project)}, a.person, u.person, c.uid, c.ts
    from ${calls} as c inner join ${known} as a on a.id = c.anonymous_id inner join ${users} as u on u.id = c.user_id
    settings async_insert = 0`;
}
