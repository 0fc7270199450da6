/** The thread that judges recorded events, so that the accepting one goes on: started, fed and stopped from there. */

import { AskedThread } from "../base/asked-thread.ts";
import { startThread } from "../base/thread.ts";
import type { Tally } from "./backtest.ts";
import type { Judged, JudgingJob } from "./judging.ts";
import { type JudgingPlace, offerJudging } from "./judging-place.ts";

/** What is parsed lives for one event only: with room for a batch of them, next to nothing of it is ever moved. */
const YOUNG_MB = 64;

/** Bytes that share their memory with nobody, so that it can be handed over. */
function ownMemory(batch: Uint8Array): Uint8Array {
  return batch.byteLength === batch.buffer.byteLength ? batch : new Uint8Array(batch);
}

/** Its promises reject once the thread has ended. */
function judgeInThread(job: JudgingJob): JudgingPlace {
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
  const thread = new AskedThread(startThread(import.meta.url, "backtest-worker", { workerData: job, resourceLimits }));
  return {
    add: (batch) => {
      const own = ownMemory(batch);
      return thread.ask("add", [own], [own.buffer as ArrayBuffer]) as Promise<Judged>;
    },
    tally: () => thread.ask("tally", []) as Promise<Tally>,
    stop: () => thread.stop(),
  };
}

/** From now on this process judges recorded events in threads of their own. */
export function offerJudgingThread(): void {
  offerJudging(judgeInThread);
}
