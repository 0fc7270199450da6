/** Statements about one person: latest profile values, held traits, last events. */

import { type Sql, sql } from "../store/sql.ts";
import { projectIs } from "./people.sql.ts";

/** The numbers that are this person: their own, and those of the devices first linked to them. */
export function numbersOf(project: number, person: number): Sql {
  return sql`(select ${sql.as("UInt32", person)} as number union all
    select anonymous from identity_links where ${projectIs(project)} group by anonymous
    having argMin(person, uid) = ${sql.as("UInt32", person)})`;
}

export interface ProfileRow {
  readonly property_id: string;
  readonly environment: string;
  readonly n: number | null;
  readonly s: string | null;
  readonly at: string;
  readonly from_uid: string;
}

/** The latest conformant value of each user property: what analysis reads now. */
export function profileRows(project: number, person: number, now: number): Sql {
  return sql`select property_id, environment, tupleElement(value, 1) as n, tupleElement(value, 2) as s,
      toUnixTimestamp64Milli(tupleElement(latest, 1)) as at, tupleElement(latest, 2) as from_uid
    from (select property_id, environment, argMax(tuple(n, s), tuple(ts, uid)) as value, max(tuple(ts, uid)) as latest
      from traits where ${projectIs(project)} and subject = 'user' and property_id != ''
        and person in ${numbersOf(project, person)} and ts <= ${sql.as("DateTime64(3,'UTC')", now)}
      group by property_id, environment)
    order by property_id, environment`;
}

export interface HeldRow {
  readonly subject: "user" | "group";
  readonly group_id: string;
  readonly name: string;
  readonly property_id: string;
  readonly value: string;
  readonly violation: string;
  readonly at: string;
  readonly uid: string;
  readonly source: number;
  readonly environment: string;
  readonly total: string;
}

/** Held values, newest first. One that a later judgement let through is no longer held. */
export function heldRows(project: number, person: number, limit: number): Sql {
  const released = sql`(select uid from reverdicts where ${projectIs(project)} group by uid
    having argMax(verdict, revision) = 'conformant' and argMax(disposition, revision) = 'analysis')`;
  return sql`select subject, group_id, name, property_id, value, violation,
      toUnixTimestamp64Milli(received_at) as at, uid, source, environment, count() over () as total
    from traits_held where ${projectIs(project)} and person in ${numbersOf(project, person)} and uid not in ${released}
      and (uid, property_id) not in (select uid, property_id from traits where ${projectIs(project)} and property_id != '')
    order by uid desc, name limit ${sql.as("UInt32", limit)}`;
}

/** The ids by which a person's events are known in what was received. */
export interface SentAs {
  readonly users: readonly string[];
  readonly anonymous: readonly string[];
}

/** An event that names a user is that user's; one that does not is the device's. */
export function sentBy({ users, anonymous }: SentAs): Sql {
  return sql`((user_id != '' and user_id in ${[...users]}) or (user_id = '' and anonymous_id in ${[...anonymous]}))`;
}

export interface EventRow {
  readonly uid: string;
  readonly at: string;
  readonly ts: string;
  readonly source: number;
  readonly environment: string;
  readonly call_type: string;
  readonly event_name: string;
  readonly event_id: string;
  readonly verdict: string;
  readonly plan_version: number;
  readonly traits_held: number;
  readonly violations: string;
  /** The call as received; empty where only its place in the list was asked for. */
  readonly raw: string;
}

interface EventsAsked {
  readonly sentAs: SentAs;
  readonly limit: number;
  /** Only what arrived in the last hours. */
  readonly hours?: number;
  /** This event alone, with its payload. */
  readonly uid?: number;
}

/** Events of a person as received, newest first. */
export function personEvents(project: number, { sentAs, limit, hours, uid }: EventsAsked): Sql {
  const recent =
    hours === undefined
      ? sql.empty
      : sql`and received_at >= now64(3, 'UTC') - toIntervalHour(${sql.as("UInt32", hours)})`;
  return sql`select uid, toUnixTimestamp64Milli(received_at) as at, toUnixTimestamp64Milli(ts) as ts, source, environment,
      call_type, event_name, event_id, verdict, plan_version, traits_held, violations,
      ${uid === undefined ? sql`''` : sql`raw`} as raw
    from received where ${projectIs(project)} and ${sentBy(sentAs)} ${recent}
      ${uid === undefined ? sql.empty : sql`and uid = ${sql.as("UInt64", uid)}`}
    order by uid desc limit ${sql.as("UInt32", limit)}`;
}

export interface LaterRow {
  readonly uid: string;
  readonly verdict: string;
  readonly disposition: string;
  readonly plan_version: number;
  readonly traits_held: number;
  readonly violations: string;
}

/** The last later judgement of some events. */
export function laterJudgements(project: number, uids: readonly number[]): Sql {
  return sql`select r.uid as uid, argMax(r.verdict, r.revision) as verdict, argMax(r.disposition, r.revision) as disposition,
      argMax(r.plan_version, r.revision) as plan_version, argMax(r.traits_held, r.revision) as traits_held,
      argMax(r.violations, r.revision) as violations
    from reverdicts as r where r.${projectIs(project)} and r.uid in ${sql.as("Array(UInt64)", uids)} group by r.uid`;
}
