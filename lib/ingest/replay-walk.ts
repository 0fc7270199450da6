/** Stored events one after the other, as lines that another thread reads, and the version that judges them. */

import type { PublishedPlan } from "../plan/plan.ts";
import { latestVersion } from "../plan/store-version.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { findPublished } from "./plan-registry.ts";
import type { SourceRule } from "./rejudge.ts";
import { nextUids, type ReplayScope, storedRows } from "./replay.sql.ts";
import { runsOf, type UidRun } from "./uid-runs.ts";

/** Events read at once. */
export const RUN = 1_000;
/** Numbers of events fetched at once: however many there are, few of them are in memory. */
const PAGE = 100_000;

export const LONG = { maxSeconds: 300 } as const;

export interface Judge {
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
  return { published, rules };
}

/** A published version, the latest unless told otherwise; `undefined` where there is none. */
export async function judgeFor(projectId: string, version?: number): Promise<Judge | undefined> {
  const published = version === undefined ? await latestVersion(projectId) : await findPublished(projectId, version);
  return published === undefined ? undefined : judgeWith(projectId, published);
}

export interface RowLines {
  /** Rows of `storedRows`, each a line of JSON. */
  readonly rows: Uint8Array;
  readonly events: number;
  /** The number of the last event. */
  readonly last: number;
}

async function read(run: UidRun, project: number): Promise<RowLines> {
  const statement = storedRows(project, run.uids, run.from, run.until);
  const rows = await eventDb().jsonLines("ingest.replay rows", statement, LONG);
  return { rows, events: run.uids.length, last: run.uids.at(-1) ?? 0 };
}

/** These events as stored, run by run. `numbers`: lines that `runsOf` reads. */
export async function* storedRuns(numbers: Uint8Array, project: number): AsyncGenerator<RowLines> {
  for (const run of runsOf(numbers, RUN)) yield await read(run, project);
}

/** Everything in scope after one event, in order of arrival; what is changed meanwhile is behind. */
export async function* scopeRuns(scope: ReplayScope, from = 0, page = PAGE): AsyncGenerator<RowLines> {
  for (let after = from, last = page; last === page; ) {
    const numbers = await eventDb().lines("ingest.replay uids", nextUids(scope, after, page), LONG);
    last = 0;
    for await (const run of storedRuns(numbers, scope.project)) {
      yield run;
      last += run.events;
      after = run.last;
    }
  }
}
