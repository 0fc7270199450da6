/** Statements about what reached a source during an acceptance run, and who sent it. */

import { type Sql, sql } from "../store/sql.ts";

/** Whose events: those of users, and those of devices. */
export interface Followed {
  readonly users: readonly string[];
  readonly devices: readonly string[];
  /** A chosen device counts whoever uses it; devices of a chosen user only while they name nobody. */
  readonly by: "user" | "device";
}

/** Where and since when. */
export interface Window {
  readonly project: number;
  readonly source: number;
  readonly since: Date;
  /** Nothing later counts. */
  readonly until?: Date;
}

function within({ project, source, since, until }: Window): Sql {
  const instant = (at: Date) => sql.as("DateTime64(3,'UTC')", at.getTime());
  return sql`project = ${sql.as("UInt32", project)} and source = ${sql.as("UInt32", source)}
    and received_at >= ${instant(since)} ${until === undefined ? sql.empty : sql`and received_at <= ${instant(until)}`}`;
}

function sentBy({ users, devices, by }: Followed): Sql {
  if (by === "user")
    return sql`((user_id != '' and user_id in ${[...users]}) or (user_id = '' and anonymous_id in ${[...devices]}))`;
  return sql`((anonymous_id != '' and anonymous_id in ${[...devices]})
    or (anonymous_id = '' and user_id != '' and user_id in ${[...users]}))`;
}

export interface ReceivedRow {
  readonly uid: string;
  readonly at: string;
  readonly call_type: string;
  readonly event_name: string;
  readonly event_id: string;
  readonly verdict: string;
  readonly plan_version: number;
  readonly violations: string;
  readonly app_version: string;
  readonly user_id: string;
  readonly anonymous_id: string;
}

/** The latest of them, the latest first. */
export function received(window: Window, followed: Followed, limit: number): Sql {
  return sql`select uid, toUnixTimestamp64Milli(received_at) as at, call_type, event_name, event_id, verdict, plan_version,
      violations, app_version, user_id, anonymous_id
    from received where ${within(window)} and ${sentBy(followed)} order by uid desc limit ${sql.as("UInt32", limit)}`;
}

export interface RawRow {
  readonly uid: string;
  readonly call_type: string;
  readonly raw: string;
  readonly handled: readonly string[];
}

/** Calls as received. */
export function rawCalls(window: Window, uids: readonly number[]): Sql {
  return sql`select uid, call_type, raw, handled from received
    where ${within(window)} and uid in ${sql.as("Array(UInt64)", uids)}`;
}

export interface SenderRow {
  readonly user_id: string;
  readonly anonymous_id: string;
  readonly uid: string;
  readonly at: string;
  readonly event_name: string;
  readonly call_type: string;
  readonly count: string;
}

/** Devices, and users of calls that name no device, that sent anything lately, the latest first. */
export function senders(window: Window, limit: number): Sql {
  return sql`select user as user_id, device as anonymous_id, max(number) as uid,
      toUnixTimestamp64Milli(max(received_at)) as at, argMax(name, number) as event_name,
      argMax(kind, number) as call_type, count() as count
    from (select anonymous_id as device, if(anonymous_id != '', '', user_id) as user, uid as number, received_at,
        event_name as name, call_type as kind from received
      where ${within(window)} and (user_id != '' or anonymous_id != ''))
    group by user, device order by uid desc limit ${sql.as("UInt32", limit)}`;
}

export interface FirstRow {
  readonly uid: string;
  readonly user_id: string;
  readonly anonymous_id: string;
}

/** The first call that names who sent it; with a code, the first that holds it anywhere. */
export function firstCall(window: Window, code: string): Sql {
  return sql`select uid, user_id, anonymous_id from received
    where ${within(window)} and (user_id != '' or anonymous_id != '')
      ${code === "" ? sql.empty : sql`and positionCaseInsensitive(raw, ${code}) > 0`}
    order by uid limit 1`;
}

/** One call of the source, by which a person is chosen. */
export function oneCall(window: Window, uid: number): Sql {
  return sql`select uid, user_id, anonymous_id from received
    where ${within(window)} and uid = ${sql.as("UInt64", uid)} limit 1`;
}

function numbersOf(project: number, kind: "user" | "anonymous", ids: readonly string[]): Sql {
  return sql`(select person from people
    where project = ${sql.as("UInt32", project)} and kind = ${kind} and id in ${[...ids]})`;
}

function links(project: number): Sql {
  return sql`(select anonymous, argMin(person, uid) as target from identity_links
    where project = ${sql.as("UInt32", project)} group by anonymous)`;
}

export interface LinkRow {
  readonly device: string;
  readonly user: string;
}

/** The links that analysis goes by, of these devices and to these users. */
export function linksOf(project: number, { users, devices }: Pick<Followed, "users" | "devices">): Sql {
  return sql`select any(d.id) as device, any(u.id) as user from ${links(project)} as l
      inner join (select person, id from people where project = ${sql.as("UInt32", project)}) as d on d.person = l.anonymous
      inner join (select person, id from people where project = ${sql.as("UInt32", project)}) as u on u.person = l.target
    where l.anonymous in ${numbersOf(project, "anonymous", devices)} or l.target in ${numbersOf(project, "user", users)}
    group by d.person limit 1000`;
}
