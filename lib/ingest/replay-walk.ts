/** Stored events one after the other, each with what a version says of it now. */

import { setImmediate as nextTurn } from "node:timers/promises";
import type { PublishedPlan } from "../plan/plan.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { Judgement, Violation } from "../violation/violation.ts";
import type { Call, CallKind } from "./call.ts";
import type { Enforced } from "./enforce.ts";
import { findPublished } from "./plan-registry.ts";
import { readCall } from "./read-call.ts";
import { judgeKept, type SourceRule, withHandled } from "./rejudge.ts";
import { nextUids, type ReplayScope, type StoredRow, storedRows, type UidRow } from "./replay.sql.ts";
import { transformedOf } from "./transform.ts";
import { PlanValidators } from "./validate.ts";

/** Events read at once. */
const RUN = 1_000;
/** Events judged before the process turns to something else: some milliseconds. */
const TURN = 250;
/** Numbers of events fetched at once: however many there are, few of them are in memory. */
const PAGE = 100_000;

export const LONG = { maxSeconds: 300 } as const;

export interface Judge {
  readonly validators: PlanValidators;
  readonly published: PublishedPlan;
  readonly rules: ReadonlyMap<number, SourceRule>;
}

/** A version as judge, beside what the project's sources say today of what is unplanned. */
export async function judgeWith(projectId: string, published: PublishedPlan): Promise<Judge> {
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
  return { validators: new PlanValidators(published), published, rules };
}

/** A published version, the latest unless told otherwise; `undefined` where there is none. */
export async function judgeFor(projectId: string, version?: number): Promise<Judge | undefined> {
  const published = version === undefined ? await latestVersion(projectId) : await findPublished(projectId, version);
  return published === undefined ? undefined : judgeWith(projectId, published);
}

export interface JudgedAgain {
  readonly row: StoredRow;
  readonly call: Call;
  /** What stands. */
  readonly now: Enforced;
  /** What the version that judges says. */
  readonly later: Enforced;
}

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

/** `undefined` for what cannot be read: no plan makes it readable. */
function judgedAgain(row: StoredRow, { validators, rules }: Judge): JudgedAgain | undefined {
  const read = readCall(JSON.parse(row.raw) as unknown, row.call_type as CallKind);
  if (!("call" in read)) return undefined;
  const rule = rules.get(row.source) ?? { slug: "", unplanned: "violation" };
  const call = withHandled(read.call, row.handled);
  return { row, call, now: standing(row), later: judgeKept(row.raw, call, validators, rule) };
}

/** These events as stored, run by run. */
export async function* storedRuns(uids: readonly UidRow[], project: number): AsyncGenerator<StoredRow[]> {
  for (let at = 0; at < uids.length; at += RUN) {
    const run = uids.slice(at, at + RUN);
    const times = run.map((row) => Number(row.at));
    const rows = storedRows(
      project,
      run.map(({ uid }) => Number(uid)),
      Math.min(...times),
      Math.max(...times),
    );
    yield await eventDb().query<StoredRow>("ingest.replay rows", rows, LONG);
    await nextTurn();
  }
}

/** Everything in scope after one event, in order of arrival; what is changed meanwhile is behind. */
export async function* scopeRuns(scope: ReplayScope, from = 0, page = PAGE): AsyncGenerator<StoredRow[]> {
  for (let after = from, last = page; last === page; ) {
    const uids = await eventDb().query<UidRow>("ingest.replay uids", nextUids(scope, after, page), LONG);
    yield* storedRuns(uids, scope.project);
    after = Number(uids.at(-1)?.uid ?? after);
    last = uids.length;
  }
}

export async function judgeRun(rows: readonly StoredRow[], judge: Judge): Promise<JudgedAgain[]> {
  const judged: JudgedAgain[] = [];
  for (let at = 0; at < rows.length; at += TURN) {
    for (const row of rows.slice(at, at + TURN)) {
      const again = judgedAgain(row, judge);
      if (again !== undefined) judged.push(again);
    }
    await nextTurn();
  }
  return judged;
}
