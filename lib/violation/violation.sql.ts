/** Statements of the violations page: violations grouped by fingerprint, and the events behind one of them. */

import { type Sql, sql } from "../store/sql.ts";

/** Which violations are looked at. */
export interface ViolationScope {
  /** The project's number in the event store. */
  readonly project: number;
  /** Epoch milliseconds, end excluded. */
  readonly from: number;
  readonly to: number;
  readonly environment?: string;
  /** Source numbers; absent means all. */
  readonly sources?: readonly number[];
  readonly codes?: readonly string[];
  readonly eventIds?: readonly string[];
  /** Part of the event's name or of the path, whatever the case. */
  readonly search?: string;
  readonly fingerprints?: readonly string[];
}

const and = sql` and `;

function instant(milliseconds: number): Sql {
  return sql.as("DateTime64(3,'UTC')", Math.max(0, Math.trunc(milliseconds)));
}

function projectIs(project: number): Sql {
  return sql`project = ${sql.as("UInt32", project)}`;
}

function conditionsOf(scope: ViolationScope): Sql {
  const conditions = [
    projectIs(scope.project),
    sql`received_at >= ${instant(scope.from)}`,
    sql`received_at < ${instant(scope.to)}`,
  ];
  if (scope.environment !== undefined) conditions.push(sql`environment = ${scope.environment}`);
  if (scope.sources !== undefined) conditions.push(sql`source in ${sql.as("Array(UInt32)", scope.sources)}`);
  if (scope.codes !== undefined) conditions.push(sql`code in ${[...scope.codes]}`);
  if (scope.eventIds !== undefined) conditions.push(sql`event_id in ${[...scope.eventIds]}`);
  if (scope.fingerprints !== undefined) conditions.push(sql`fingerprint in ${[...scope.fingerprints]}`);
  if (scope.search !== undefined && scope.search.trim() !== "") {
    const needle = scope.search.trim();
    conditions.push(sql`(positionCaseInsensitiveUTF8(event_name, ${needle}) > 0
      or positionCaseInsensitiveUTF8(path, ${needle}) > 0 or fingerprint = ${needle})`);
  }
  return sql.join(conditions, and);
}

/** Events that a later judgement brought into analysis. */
function releasedUids(project: number): Sql {
  return sql`(select uid from reverdicts where ${projectIs(project)} group by uid
    having argMax(disposition, revision) = 'analysis')`;
}

/** Anonymous people count as the user they were first linked to; person 0 is nobody. */
export function personSql(project: number): Sql {
  const aliases = sql`(select (arrayPushBack(groupArray(alias), toUInt32(0)), arrayPushBack(groupArray(target), toUInt32(0)))
    from (select anonymous as alias, argMin(person, uid) as target from identity_links where ${projectIs(project)} group by anonymous))`;
  return sql`transform(person, tupleElement(${aliases}, 1), tupleElement(${aliases}, 2), person)`;
}

export interface ViolationGroupRow {
  readonly fingerprint: string;
  readonly code: string;
  readonly event_name: string;
  readonly event_id: string;
  readonly path: string;
  readonly keyword: string;
  readonly expected: string;
  readonly received: string;
  readonly events: string;
  readonly held: string;
  readonly users: string;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly sources: readonly number[];
  readonly versions: readonly string[];
  readonly version_seen: readonly string[];
  readonly plan_versions: readonly number[];
}

/** One row per fingerprint. `held` and `users` count what is still kept out of analysis. */
export function violationGroups(scope: ViolationScope): Sql {
  return sql`select fingerprint, any(code) as code, argMax(event_name, uid) as event_name, any(event_id) as event_id,
      argMax(path, uid) as path, any(keyword) as keyword, argMax(expected, uid) as expected,
      argMax(received, uid) as received, uniqExact(uid) as events,
      uniqExactIf(uid, not is_released) as held,
      uniqExactIf(who, not is_released and who != 0) as users,
      min(at) as first_seen, max(at) as last_seen, groupUniqArray(source) as sources,
      tupleElement(maxMap([app_version], [at]), 1) as versions,
      tupleElement(maxMap([app_version], [at]), 2) as version_seen,
      groupUniqArray(plan_version) as plan_versions
    from (select fingerprint, code, event_name, event_id, path, keyword, expected, received, uid, source,
        toString(app_version) as app_version, plan_version, toUnixTimestamp64Milli(received_at) as at,
        uid in ${releasedUids(scope.project)} as is_released, ${personSql(scope.project)} as who
      from violations where ${conditionsOf(scope)})
    group by fingerprint limit 20000`;
}

export interface TrendRow {
  readonly fingerprint: string;
  readonly at: string;
  readonly events: string;
}

/** Events per local day (or hour) and fingerprint. */
export function violationTrend(
  scope: ViolationScope,
  fingerprints: readonly string[],
  unit: "hour" | "day",
  timeZone: string,
): Sql {
  const local = sql`toTimeZone(received_at, ${timeZone})`;
  const start = unit === "hour" ? sql`toStartOfHour(${local})` : sql`toStartOfDay(${local})`;
  return sql`select fingerprint, toUnixTimestamp(${start}) as at, uniqExact(uid) as events
    from violations where ${conditionsOf(scope)} and fingerprint in ${[...fingerprints]}
    group by fingerprint, at order by fingerprint, at`;
}

export interface SampleRow {
  readonly uid: string;
  readonly at: string;
  readonly source: number;
  readonly app_version: string;
  readonly verdict: string;
  readonly plan_version: number;
  readonly declared_version: number;
  readonly version_rule: string;
  readonly event_name: string;
  readonly violations: string;
  readonly raw: string;
  /** The number of who sent it; 0 when nobody can be told. */
  readonly person: number;
}

/** The latest events of one violation, as received. */
export function violationSamples(scope: ViolationScope, limit: number): Sql {
  const latest = sql`(select uid, person from violations where ${conditionsOf(scope)}
    order by uid desc limit 1 by uid limit ${sql.as("UInt32", limit)})`;
  return sql`select r.uid as uid, toUnixTimestamp64Milli(r.received_at) as at, r.source as source,
      r.app_version as app_version, r.verdict as verdict, r.plan_version as plan_version, r.declared_version as declared_version,
      toString(r.version_rule) as version_rule, toString(r.event_name) as event_name, r.violations as violations,
      r.raw as raw, v.person as person
    from (select * from received where ${projectIs(scope.project)} and received_at >= ${instant(scope.from)}
      and received_at < ${instant(scope.to)} and uid in (select uid from ${latest})) as r
    any left join ${latest} as v on v.uid = r.uid
    order by uid desc limit ${sql.as("UInt32", limit)}`;
}

export interface ReceivedRow {
  /** As JSON; empty where nothing came, or where it is not told. */
  readonly received: string;
  readonly events: string;
}

/** What was received in place of what the plan asks for, the most frequent first. */
export function receivedValues(project: number, fingerprint: string, limit: number): Sql {
  return sql`select received, uniqExact(uid) as events from violations
    where ${projectIs(project)} and fingerprint = ${fingerprint}
    group by received order by events desc, received limit ${sql.as("UInt32", limit)}`;
}
