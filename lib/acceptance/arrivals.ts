/**
 * What whoever a run follows has sent, judged under the plan of the run. Read from the event store each time: nothing of a
 * run in progress is kept anywhere else, so that a restart in the middle of it loses nothing.
 */

import { processState } from "../base/process-state.ts";
import type { CallKind } from "../ingest/call.ts";
import { rejudge, type SourceRule } from "../ingest/rejudge.ts";
import { PlanValidators } from "../ingest/validate.ts";
import type { Json, PublishedPlan } from "../plan/plan.ts";
import { eventDb } from "../store/event-db.ts";
import type { Judgement, Verdict, Violation } from "../violation/violation.ts";
import {
  type Followed,
  type LinkRow,
  linksOf,
  type RawRow,
  type ReceivedRow,
  rawCalls,
  received,
  type Window,
} from "./arrivals.sql.ts";
import { isSame, type Link, type Subject, startOf, widened } from "./identity.ts";
import type { Arrival } from "./progress.ts";

/** More than anybody clicks through; of more, the latest count. */
const ARRIVALS_MAX = 5_000;
/** Calls judged again that are kept in memory, of all runs. */
const JUDGED_MAX = 20_000;

/** What the events of a run are judged by. */
export interface RunPlan {
  /** The published version; 0 for a branch, which is judged as it stands. */
  readonly version: number;
  readonly published: PublishedPlan;
  readonly rule: SourceRule;
}

type Rejudged = Pick<Judgement, "verdict" | "violations" | "eventId">;

function judgedBefore(): Map<string, Rejudged> {
  return processState("acceptanceJudged", () => new Map<string, Rejudged>());
}

function compiled(published: PublishedPlan): PlanValidators {
  const kept = processState("acceptancePlans", () => new Map<string, PlanValidators>());
  const known = kept.get(published.hash);
  if (known !== undefined) return known;
  const made = new PlanValidators(published);
  kept.set(published.hash, made);
  for (const oldest of kept.keys()) {
    if (kept.size <= 4) break;
    kept.delete(oldest);
  }
  return made;
}

const MALFORMED: Rejudged = { verdict: "malformed", violations: [{ code: "malformed", path: "" }] };

function judgeRaw({ call_type, raw, handled }: RawRow, { published, rule }: RunPlan): Rejudged {
  try {
    const stored = { kind: call_type as CallKind, raw, handled, held: 0 };
    return rejudge(stored, compiled(published), rule)?.judgement ?? MALFORMED;
  } catch {
    return MALFORMED;
  }
}

/** Verdicts of the plan of the run on calls that another version judged when they came. */
async function judgedAgain(
  window: Window,
  rows: readonly ReceivedRow[],
  plan: RunPlan,
): Promise<ReadonlyMap<string, Rejudged>> {
  const kept = judgedBefore();
  const { slug, unplanned } = plan.rule;
  const keyOf = (uid: string) => `${window.project} ${uid} ${plan.published.hash} ${slug} ${unplanned}`;
  const unknown = rows.filter(({ uid }) => !kept.has(keyOf(uid)));
  if (unknown.length > 0) {
    const uids = unknown.map(({ uid }) => Number(uid));
    for (const row of await eventDb().query<RawRow>("acceptance.judge", rawCalls(window, uids)))
      kept.set(keyOf(row.uid), judgeRaw(row, plan));
  }
  const found = new Map(rows.map(({ uid }) => [uid, kept.get(keyOf(uid)) ?? MALFORMED]));
  for (const oldest of kept.keys()) {
    if (kept.size <= JUDGED_MAX) break;
    kept.delete(oldest);
  }
  return found;
}

function linksSeen(rows: readonly ReceivedRow[]): Link[] {
  return rows
    .filter(({ user_id, anonymous_id }) => user_id !== "" && anonymous_id !== "")
    .map(({ user_id, anonymous_id }) => ({ device: anonymous_id, user: user_id }))
    .reverse();
}

/** The rows of a person: read again while calls name more ids of theirs. */
async function rowsOf(window: Window, subject: Subject): Promise<ReceivedRow[]> {
  let followed: Followed = startOf(subject);
  let rows: ReceivedRow[] = [];
  const seen: Link[] = [];
  for (let round = 0; round < 3; round++) {
    const asked = received(window, followed, ARRIVALS_MAX);
    rows = await eventDb().query<ReceivedRow>("acceptance.received", asked);
    seen.push(...linksSeen(rows));
    const devices = [...new Set([...followed.devices, ...seen.map(({ device }) => device)])];
    const known = await eventDb().query<LinkRow>(
      "acceptance.links",
      linksOf(window.project, { users: followed.users, devices }),
    );
    const wider = widened(subject, known, seen);
    if (isSame(wider, followed)) break;
    followed = wider;
  }
  return rows;
}

function arrivalOf(row: ReceivedRow, again: Rejudged | undefined): Arrival {
  const eventId = again === undefined ? row.event_id : (again.eventId ?? "");
  return {
    uid: Number(row.uid),
    receivedAt: new Date(Number(row.at)),
    callType: row.call_type,
    name: row.event_name,
    ...(eventId === "" ? {} : { eventId }),
    verdict: again?.verdict ?? (row.verdict as Verdict),
    violations: again?.violations ?? (JSON.parse(row.violations) as Violation[]),
    release: row.app_version,
  };
}

/** The events of a person within a window, each with its verdict under the plan of the run; the latest 5,000. */
export async function arrivalsOf(window: Window, subject: Subject, plan: RunPlan): Promise<Arrival[]> {
  const rows = await rowsOf(window, subject);
  const isBranch = plan.version === 0;
  const others = rows.filter(
    ({ plan_version, verdict }) => verdict !== "malformed" && (isBranch || plan_version !== plan.version),
  );
  const again = await judgedAgain(window, others, plan);
  return rows.map((row) => arrivalOf(row, again.get(row.uid)));
}

/** Calls as received, by uid; a text where one is not JSON. */
export async function callsOf(window: Window, uids: readonly number[]): Promise<ReadonlyMap<number, Json>> {
  if (uids.length === 0) return new Map();
  const rows = await eventDb().query<RawRow>("acceptance.calls", rawCalls(window, uids));
  return new Map(
    rows.map(({ uid, raw }) => {
      try {
        return [Number(uid), JSON.parse(raw) as Json];
      } catch {
        return [Number(uid), "(not JSON)"];
      }
    }),
  );
}
