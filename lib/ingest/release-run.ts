/** Parts of a release, shared by the one that runs and the one that finishes what was interrupted. */

import { setImmediate as nextTurn } from "node:timers/promises";
import { UserError } from "../base/error.ts";
import { processState } from "../base/process-state.ts";
import type { Mode } from "../plan/enforcement.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { CallKind } from "./call.ts";
import type { Disposition, Environment } from "./disposition.ts";
import { type HeldRow, type HeldScope, type HeldUidRow, heldRows, heldUids } from "./held.sql.ts";
import { findPublished } from "./plan-registry.ts";
import { type Rejudgement, rejudge, type SourceRule } from "./rejudge.ts";
import type { Release } from "./row-building.ts";
import { runningIngest } from "./running-ingest.ts";
import { PlanValidators } from "./validate.ts";

/** Events judged before the process turns to something else. */
const RUN = 1_000;

export interface Judge {
  readonly validators: PlanValidators;
  readonly rules: ReadonlyMap<number, SourceRule>;
}

export async function judgeFor(projectId: string, version?: number): Promise<Judge | undefined> {
  const published = version === undefined ? await latestVersion(projectId) : await findPublished(projectId, version);
  if (published === undefined) return undefined;
  const sources = await planDb().source.findMany({
    where: { projectId },
    select: { number: true, slug: true, unplanned: true },
  });
  const rules = new Map(
    sources.map(({ number, slug, unplanned }) => [
      number,
      { slug, unplanned: unplanned === "ignore" ? "ignore" : "violation" } as const,
    ]),
  );
  return { validators: new PlanValidators(published), rules };
}

export const LONG = { maxSeconds: 300 } as const;

/** Numbers of events fetched at once: however many are held, few of them are in memory. */
const PAGE = 100_000;

/** All the held events, run by run in order of arrival; what is released meanwhile is behind. */
export async function* heldRuns(scope: HeldScope, page = PAGE): AsyncGenerator<HeldRow[]> {
  for (let after = 0, last = page; last === page; ) {
    const uids = await eventDb().query<HeldUidRow>("ingest.reverdict uids", heldUids(scope, after, page), LONG);
    yield* runsOf(uids, scope.project);
    after = Number(uids.at(-1)?.uid ?? after);
    last = uids.length;
  }
}

export async function* runsOf(uids: readonly HeldUidRow[], project: number): AsyncGenerator<HeldRow[]> {
  for (let at = 0; at < uids.length; at += RUN) {
    const run = uids.slice(at, at + RUN);
    const times = run.map((row) => Number(row.at));
    const numbers = run.map((row) => Number(row.uid));
    const rows = heldRows(project, numbers, Math.min(...times), Math.max(...times));
    yield await eventDb().query<HeldRow>("ingest.reverdict held", rows, LONG);
    await nextTurn();
  }
}

export function rejudgeRow(row: HeldRow, { validators, rules }: Judge): Rejudgement | undefined {
  const rule = rules.get(row.source) ?? { slug: "", unplanned: "violation" };
  return rejudge({ kind: row.call_type as CallKind, raw: row.raw, held: Number(row.held) }, validators, rule);
}

/** Releases that run in this process: one that does not, and is not done, was interrupted. */
export function active(): Set<string> {
  return processState("reverdicts", () => new Set<string>());
}

export interface Accepted {
  readonly row: HeldRow;
  readonly judged: Rejudgement;
  /** Of this re-judgement among the event's. */
  readonly revision: number;
}

function releaseOf(project: number, { row, judged, revision }: Accepted): Release {
  return {
    uid: Number(row.uid),
    project,
    source: row.source,
    environment: row.environment as Environment,
    // The mode decided what was kept out; nothing is decided by it any more.
    mode: "observe" satisfies Mode,
    receivedAt: Number(row.at),
    instant: Number(row.instant),
    kind: row.call_type as CallKind,
    judgement: judged.judgement,
    raw: row.raw,
    revision,
    keptAs: row.arrived as Disposition,
  };
}

/** Brings accepted events into analysis; resolves to how many of them the event store refused. */
export async function release(project: number, id: string, accepted: readonly Accepted[]): Promise<number> {
  const ingest = runningIngest();
  if (ingest === undefined) throw new UserError("unavailable");
  const token = `r:${id}:${accepted[0]?.row.uid ?? 0}-${accepted.at(-1)?.row.uid ?? 0}:${accepted.length}`;
  const { refused } = await ingest.release(
    accepted.map((item) => releaseOf(project, item)),
    token,
  );
  return refused;
}
