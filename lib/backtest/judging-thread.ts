/** The thread that judges recorded events, so that the accepting one goes on: started, fed and stopped from there. */

import { startThread } from "../base/thread.ts";
import { judgingPlace } from "./judging-place.ts";

/** What is parsed lives for one event only: with room for a batch of them, next to nothing of it is ever moved. */
const YOUNG_MB = 64;

/** From now on this process judges recorded events in threads of their own. */
export function offerJudgingThread(): void {
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
  const start = judgingPlace.inThread((job) =>
    startThread(import.meta.url, "backtest-worker", { workerData: job, resourceLimits }),
  );
  judgingPlace.offer(start);
}
