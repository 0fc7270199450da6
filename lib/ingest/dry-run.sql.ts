/** What a dry run of a source's settings reads: what came from the source, as it was judged on arrival. */

import { type Sql, sql } from "../store/sql.ts";
import type { UidRun } from "./uid-runs.ts";

export interface DryRunScope {
  /** The project's number in the event store. */
  readonly project: number;
  /** The source's number. */
  readonly source: number;
  /** Epoch milliseconds, `until` excluded. */
  readonly from: number;
  readonly until: number;
}

function instant(milliseconds: number): Sql {
  return sql.as("DateTime64(3,'UTC')", milliseconds);
}

function within({ project, source, from, until }: DryRunScope): Sql {
  return sql`project = ${sql.as("UInt32", project)} and source = ${sql.as("UInt32", source)}
    and received_at >= ${instant(from)} and received_at < ${instant(until)}`;
}

/** What breaks a plan, can be read as a call and is not mended by the plan itself: all that a source's settings decide on. */
const broken = sql`verdict in ('violating', 'unplanned') and transformed = ''`;

/** In analysis whatever the settings. */
const untouched = sql`(verdict = 'conformant' or transformed != '')`;

export interface ArrivedRow {
  readonly received: string;
  readonly conformant: string;
  readonly broken: string;
}

export function arrivedCounts(scope: DryRunScope): Sql {
  return sql`select count() as received, countIf(${untouched}) as conformant, countIf(${broken}) as broken
    from received where ${within(scope)}`;
}

export interface ConformantRow {
  readonly call_type: string;
  readonly event_id: string;
  readonly event_name: string;
  readonly n: string;
}

/** Events that conform, by themselves or as the plan transforms them, by name, the most frequent first. */
export function conformantCounts(scope: DryRunScope, most: number): Sql {
  return sql`select call_type, event_id, event_name, count() as n from received
    where ${within(scope)} and ${untouched} group by call_type, event_id, event_name
    order by n desc, call_type, event_id, event_name limit ${sql.as("UInt32", most)}`;
}

/** Numbers of the latest events that break a plan, when they came and which version judged them: lines that `runsOf` reads. */
export function brokenUids(scope: DryRunScope, most: number): Sql {
  return sql`select uid, toUnixTimestamp64Milli(received_at), plan_version from received
    where ${within(scope)} and ${broken} order by uid desc limit ${sql.as("UInt32", most)}`;
}

export interface BrokenRow {
  readonly call_type: string;
  readonly event_id: string;
  readonly plan_version: number;
  readonly verdict: string;
  readonly violations: string;
  readonly raw: string;
  readonly handled: readonly string[];
}

/** These events as they were received and judged. */
export function brokenRows({ project }: DryRunScope, { uids, from, until }: UidRun): Sql {
  return sql`select call_type, event_id, plan_version, verdict, violations, raw, handled from received
    where project = ${sql.as("UInt32", project)} and uid in ${sql.as("Array(UInt64)", uids)}
      and received_at >= ${instant(from)} and received_at <= ${instant(until)} order by uid desc`;
}
