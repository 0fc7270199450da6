/** A stored event as the judgement that stands lets it into analysis, or keeps it out. */

import type { Judgement, Violation } from "../violation/violation.ts";
import type { CallKind } from "./call.ts";
import type { Disposition, Environment } from "./disposition.ts";
import type { Enforced } from "./enforce.ts";
import type { StoredRow } from "./replay.sql.ts";
import type { Release } from "./row-building.ts";
import { transformedOf } from "./transform.ts";

/** The judgement that stands, as it was stored. */
export function standing({ verdict, event_id, plan_version, violations, transformed }: StoredRow): Enforced {
  return {
    verdict: verdict as Judgement["verdict"],
    planVersion: plan_version,
    violations: violations === "" ? [] : (JSON.parse(violations) as readonly Violation[]),
    ...(event_id === "" ? {} : { eventId: event_id }),
    ...transformedOf(transformed),
  };
}

interface Written {
  readonly row: StoredRow;
  readonly judgement: Enforced;
  /** Of the judgement. */
  readonly revision: number;
  /** What analysis had of the event is gone, and is told anew. */
  readonly rewritten: boolean;
}

export function releaseOf(project: number, { row, judgement, revision, rewritten }: Written): Release {
  const arrived = row.arrived as Disposition;
  return {
    uid: Number(row.uid),
    project,
    source: row.source,
    environment: row.environment as Environment,
    // The mode decided what was kept out; nothing is decided by it any more.
    mode: "observe",
    receivedAt: Number(row.at),
    instant: Number(row.instant),
    kind: row.call_type as CallKind,
    judgement,
    raw: row.raw,
    revision,
    keptAs: arrived === "analysis" ? "held" : arrived,
    rewritten,
  };
}
