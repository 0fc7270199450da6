/** Where recorded events are judged: a thread of its own where this process offers one, else here. */

import { processState, setProcessState } from "../base/process-state.ts";
import type { Tally } from "./backtest.ts";
import { type Judged, Judging, type JudgingJob } from "./judging.ts";

/** Batches are judged in the order in which they are given. */
export interface JudgingPlace {
  /** Takes the batch for itself: nobody else may read it afterwards. */
  add(batch: Uint8Array): Promise<Judged>;
  tally(): Promise<Tally>;
  stop(): Promise<void>;
}

/** In this thread: where no other may be started. */
function judgeHere(job: JudgingJob): JudgingPlace {
  const judging = new Judging(job);
  return {
    add: (batch) => Promise.resolve(judging.add(batch)),
    tally: () => Promise.resolve(judging.tally()),
    stop: () => Promise.resolve(),
  };
}

const KEY = "judgingPlace";

type OpenPlace = (job: JudgingJob) => JudgingPlace;

/** Called by the server: the pages are bundled apart and have no thread's file beside them. */
export function offerJudging(open: OpenPlace): void {
  setProcessState<OpenPlace>(KEY, open);
}

/** A place to judge: a thread where this process offers one. */
export function openJudging(job: JudgingJob): JudgingPlace {
  return processState<OpenPlace>(KEY, () => judgeHere)(job);
}
