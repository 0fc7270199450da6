/** Recorded traffic as received, batch by batch in the order of the table, so that each batch reads only its own rows. */

import { type Sql, sql } from "../store/sql.ts";

export interface TrafficScope {
  /** The project's number in the event store. */
  readonly project: number;
  readonly environment: string;
  /** Epoch milliseconds, `until` excluded. */
  readonly from: number;
  readonly until: number;
  /** Only calls of these types and names; absent means all. */
  readonly calls?: readonly { readonly callType: string; readonly name: string }[];
}

function instant(milliseconds: number): Sql {
  return sql.as("DateTime64(3,'UTC')", milliseconds);
}

function named(calls: TrafficScope["calls"]): Sql {
  if (calls === undefined) return sql.empty;
  const names = calls.map(({ callType, name }) => `${callType} ${name}`);
  return sql` and concat(call_type, ' ', event_name) in ${names}`;
}

/** Everything that can be read as a call. */
function within({ project, environment, from, until, calls }: TrafficScope): Sql {
  return sql`project = ${sql.as("UInt32", project)} and environment = ${environment}
    and received_at >= ${instant(from)} and received_at < ${instant(until)} and verdict != 'malformed'${named(calls)}`;
}

export interface HourRow {
  /** Epoch seconds. */
  readonly hour: number;
  readonly n: string;
}

/** How many events each hour has. */
export function trafficHours(scope: TrafficScope): Sql {
  return sql`select toUnixTimestamp(toStartOfHour(received_at)) as hour, count() as n
    from received where ${within(scope)} group by hour order by hour`;
}

/** The events of a stretch of time after one of them, at most `most`, in order of arrival. */
export function trafficLines(scope: TrafficScope, after: number, most: number): Sql {
  return sql`select uid, source, app_version, call_type, toUnixTimestamp64Milli(received_at) as at, raw
    from received where ${within(scope)} and uid > ${sql.as("UInt64", after)}
    order by toStartOfHour(received_at), uid limit ${sql.as("UInt32", most)}`;
}

/** The number of the event before the latest `most` ones of a stretch of time. */
export function uidBefore(scope: TrafficScope, most: number): Sql {
  return sql`select uid from received where ${within(scope)} order by uid desc limit 1 offset ${sql.as("UInt64", most)}`;
}

/** The last number among those that `trafficLines` gives. */
export function lastUid(lines: string): number {
  const from = lines.lastIndexOf("\n", lines.length - 2) + 1;
  const match = /"uid":"?(\d+)/.exec(lines.slice(from));
  return Number(match?.[1] ?? 0);
}
