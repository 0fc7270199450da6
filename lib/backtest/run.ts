/** One back-test from recorded traffic to its result: reading ahead while the batch before is judged. */

import type { Tally } from "./backtest.ts";
import type { Judged, JudgingJob } from "./judging.ts";
import { judgingPlace } from "./judging-place.ts";
import type { TrafficScope } from "./traffic.sql.ts";
import { openTraffic } from "./traffic.ts";

export interface JudgingRun {
  readonly job: JudgingJob;
  readonly scope: TrafficScope;
  /** Events judged at most; older ones are left out and counted. */
  readonly most: number;
  readonly signal: AbortSignal;
  /** Called between batches. */
  readonly onProgress?: (judged: number, total: number) => void | Promise<void>;
  /** Called with what each batch gave. */
  readonly onJudged?: (judged: Judged) => void | Promise<void>;
}

export interface JudgingResult {
  readonly tally: Tally;
  readonly total: number;
  readonly leftOut: number;
  /** Epoch milliseconds: what came before is left out. */
  readonly from: number;
}

function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new DOMException("The back-test was cancelled.", "AbortError");
}

/** Judges the traffic of a scope under both plans. Rejects when the signal aborts. */
export async function judgeTraffic(run: JudgingRun): Promise<JudgingResult> {
  const { signal, onProgress, onJudged } = run;
  const traffic = await openTraffic(run.scope, run.most, signal);
  const place = judgingPlace.open(run.job);
  try {
    let judged = 0;
    let pending: Promise<Judged> | undefined;
    const settle = async (): Promise<void> => {
      if (pending === undefined) return;
      const done = await pending;
      judged += done.judged;
      await onJudged?.(done);
      await onProgress?.(judged, traffic.total);
    };
    await onProgress?.(0, traffic.total);
    for await (const lines of traffic.batches(signal)) {
      throwIfStopped(signal);
      await settle();
      pending = place.add(lines);
      // Whoever waits for it next says what failed.
      pending.catch(() => undefined);
    }
    await settle();
    throwIfStopped(signal);
    const { total, leftOut, from } = traffic;
    return { tally: await place.tally(), total, leftOut, from };
  } finally {
    await place.stop();
  }
}
