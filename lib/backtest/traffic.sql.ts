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

/**
 * The events of a stretch of time after one of them, at most `most`, in order of arrival; lines that `readRow` reads. Line
 * feeds stand only between the values of a call, where a space says the same.
 */
export function trafficLines(scope: TrafficScope, after: number, most: number): Sql {
  return sql`select uid, source, toUnixTimestamp64Milli(received_at), call_type, toJSONString(toString(app_version)),
      toJSONString(handled), replaceAll(raw, '\n', ' ')
    from received where ${within(scope)} and uid > ${sql.as("UInt64", after)}
    order by toStartOfHour(received_at), uid limit ${sql.as("UInt32", most)}`;
}

/** The number of the event before the latest `most` ones of a stretch of time. */
export function uidBefore(scope: TrafficScope, most: number): Sql {
  return sql`select uid from received where ${within(scope)} order by uid desc limit 1 offset ${sql.as("UInt64", most)}`;
}

/** A recorded event. */
export interface TrafficRow {
  readonly uid: number;
  readonly source: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly callType: string;
  readonly appVersion: string;
  /** What became of values that were not kept. */
  readonly handled: readonly string[];
  /** The call as received. */
  readonly raw: string;
}

const NONE: readonly string[] = [];

/** One line of `trafficLines`. */
export function readRow(line: string): TrafficRow {
  const source = line.indexOf("\t") + 1;
  const at = line.indexOf("\t", source) + 1;
  const callType = line.indexOf("\t", at) + 1;
  const appVersion = line.indexOf("\t", callType) + 1;
  const handled = line.indexOf("\t", appVersion) + 1;
  const raw = line.indexOf("\t", handled) + 1;
  const version = line.slice(appVersion, handled - 1);
  const stated = line.slice(handled, raw - 1);
  return {
    uid: Number(line.slice(0, source - 1)),
    source: Number(line.slice(source, at - 1)),
    at: Number(line.slice(at, callType - 1)),
    callType: line.slice(callType, appVersion - 1),
    appVersion: version === '""' ? "" : (JSON.parse(version) as string),
    handled: stated === "[]" ? NONE : (JSON.parse(stated) as string[]),
    raw: line.slice(raw),
  };
}

const LINE_FEED = 10;

/** The number of the last event of a batch. */
export function lastUid(batch: Uint8Array): number {
  const from = batch.lastIndexOf(LINE_FEED, batch.length - 2) + 1;
  return readRow(Buffer.from(batch.subarray(from)).toString("utf8")).uid;
}
