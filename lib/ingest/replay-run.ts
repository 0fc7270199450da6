/** One replay from its scope to its figures: judged in order of arrival, applied in batches. */

import { replayPlace } from "./rejudging-place.ts";
import type { ReplayScope } from "./replay.sql.ts";
import { applyBatch } from "./replay-apply.ts";
import type { Waiting } from "./replay-judging.ts";
import type { ReplaySample, ReplayTally } from "./replay-tally.ts";
import { type Judge, scopeRuns } from "./replay-walk.ts";

/** Events, and bytes of them, that are applied at once: a withdrawal writes the files that hold the events anew. */
const BATCH_EVENTS = 20_000;
const BATCH_BYTES = 32 * 1024 * 1024;
/** So few are judged before a thread has begun. */
const FEW = 200;

export interface ReplayRun {
  readonly id: string;
  readonly scope: ReplayScope;
  readonly judge: Judge;
  /** False to look only. */
  readonly applies: boolean;
  /** The event after which it begins; 0 for all. */
  readonly after: number;
  /** How many events there are, about. */
  readonly total: number;
  /** What an interrupted one had counted before. */
  readonly counted?: ReplayTally | undefined;
  /** Called between runs of events with how many were looked at since it began; false stops it there. */
  readonly onJudged?: (judged: number) => Promise<boolean>;
  /** Called once a batch is in, with the last event it covers and all that was counted. */
  readonly onApplied?: (judged: number, last: number, refused: number, tally: ReplayTally) => Promise<void>;
}

export interface ReplayEnd {
  /** False when it was stopped: then a whole prefix of the scope, in order of arrival, is applied and nothing behind it. */
  readonly whole: boolean;
  readonly judged: number;
  readonly tally: ReplayTally;
  readonly samples: readonly ReplaySample[];
}

/** Judges elsewhere: this thread only reads, and hands on what is to be written. */
export async function runReplay(run: ReplayRun): Promise<ReplayEnd> {
  const { id, scope, judge, applies, counted, total } = run;
  const job = { ...{ id, applies, project: scope.project }, ...judge, conformant: scope.conformant === true };
  const place = (total > FEW ? replayPlace.open : replayPlace.here)(counted === undefined ? job : { ...job, counted });
  let judged = 0;
  let last = run.after;
  const apply = async (): Promise<void> => {
    const refused = applies ? await applyBatch(scope.project, id, place) : 0;
    await run.onApplied?.(judged, last, refused, await place.tally());
  };
  const end = async (whole: boolean): Promise<ReplayEnd> => {
    await apply();
    return { whole, judged, tally: await place.tally(), samples: await place.samples() };
  };
  /** False to stop. What is read ahead meanwhile lies behind what is applied here. */
  const settle = async (pending: Pending): Promise<boolean> => {
    const { events, bytes } = await pending.waiting;
    judged += pending.events;
    last = pending.last;
    if (events >= BATCH_EVENTS || bytes >= BATCH_BYTES) await apply();
    return (await run.onJudged?.(judged)) ?? true;
  };
  try {
    let pending: Pending | undefined;
    for await (const { rows, ...read } of scopeRuns(scope, run.after)) {
      if (pending !== undefined && !(await settle(pending))) return await end(false);
      const waiting = place.add(rows);
      // Whoever waits for it next says what failed.
      waiting.catch(() => undefined);
      pending = { ...read, waiting };
    }
    return await end(pending === undefined || (await settle(pending)));
  } finally {
    await place.stop();
  }
}

interface Pending {
  readonly waiting: Promise<Waiting>;
  readonly events: number;
  readonly last: number;
}
