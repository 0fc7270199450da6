/** Violations seen lately, for those who are told of them: no counts, only what is wrong and whether it is back. */

import { eventDb } from "../store/event-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import { decisionsOf, violationOf } from "./group.ts";
import { stateNow, type ViolationState } from "./state.ts";
import type { ViolationGroupRow } from "./violation.sql.ts";
import type { ViolationCode } from "./violation.ts";
import { violationMessage } from "./violation-table.ts";

interface RecentRow
  extends Pick<
    ViolationGroupRow,
    | "fingerprint"
    | "code"
    | "event_name"
    | "event_id"
    | "path"
    | "keyword"
    | "expected"
    | "received"
    | "versions"
    | "version_seen"
  > {
  readonly project: number;
}

export interface RecentViolation {
  readonly fingerprint: string;
  readonly code: ViolationCode;
  readonly eventName: string;
  readonly eventId?: string;
  readonly path: string;
  readonly message: { readonly en: string; readonly fr: string };
  readonly state: ViolationState;
  /** Of what is said to be mended. */
  readonly resolvedAt?: Date;
}

const LIMITS = { maxSeconds: 20 } as const;
/** One project that breaks its plan in every way leaves the others theirs. */
const OF_A_PROJECT = 5000;

function instant(milliseconds: number): Sql {
  return sql.as("DateTime64(3,'UTC')", Math.max(0, Math.trunc(milliseconds)));
}

function recentSql(from: number, to: number): Sql {
  return sql`select project, fingerprint, any(code) as code, argMax(event_name, uid) as event_name,
      any(event_id) as event_id, argMax(path, uid) as path, any(keyword) as keyword,
      argMax(expected, uid) as expected, argMax(received, uid) as received,
      tupleElement(maxMap([app_version], [at]), 1) as versions,
      tupleElement(maxMap([app_version], [at]), 2) as version_seen
    from (select project, fingerprint, code, event_name, event_id, path, keyword, expected, received, uid,
        toString(app_version) as app_version, toUnixTimestamp64Milli(received_at) as at
      from violations where received_at >= ${instant(from)} and received_at < ${instant(to)})
    group by project, fingerprint limit ${sql.as("UInt32", OF_A_PROJECT)} by project limit 50000`;
}

/** By the project's number in the event store: what was received in the span, with the state it has by now. */
export async function recentViolations(
  span: { readonly from: number; readonly to: number },
  projects: ReadonlyMap<number, string>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, readonly RecentViolation[]>> {
  const limits = signal === undefined ? LIMITS : { ...LIMITS, signal };
  const rows = await eventDb().query<RecentRow>("violation.recent", recentSql(span.from, span.to), limits);
  const found = new Map<number, RecentViolation[]>();
  for (const number of new Set(rows.map(({ project }) => project))) {
    const projectId = projects.get(number);
    if (projectId === undefined) continue;
    const decisions = await decisionsOf(projectId);
    const own = rows.filter(({ project }) => project === number);
    found.set(
      number,
      own.map((row) => {
        const decision = decisions.get(row.fingerprint);
        const seen = new Map(row.versions.map((version, at) => [version, new Date(Number(row.version_seen[at]))]));
        const { resolvedAt } = decision ?? {};
        return {
          ...described(row),
          state: stateNow(decision, seen, new Date(span.to)),
          ...(resolvedAt === undefined ? {} : { resolvedAt }),
        };
      }),
    );
  }
  return found;
}

function described(row: RecentRow): Omit<RecentViolation, "state" | "resolvedAt"> {
  const violation = violationOf(row);
  return {
    fingerprint: row.fingerprint,
    code: violation.code,
    eventName: row.event_name,
    ...(row.event_id === "" ? {} : { eventId: row.event_id }),
    path: row.path,
    message: violationMessage(violation),
  };
}
