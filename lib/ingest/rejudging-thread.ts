/** The thread that judges stored events again, so that the accepting one goes on: one for each dry run and each replay. */

import type { Worker } from "node:worker_threads";
import { startThread } from "../base/thread.ts";
import type { DryRunJob } from "./dry-run-judging.ts";
import { dryRunPlace, replayPlace } from "./rejudging-place.ts";
import type { ReplayJob } from "./replay-judging.ts";

/** What is parsed lives for one event only: with room for a batch of them, next to nothing of it is ever moved. */
const YOUNG_MB = 64;

export type RejudgingJob =
  | { readonly kind: "dryRun"; readonly job: DryRunJob }
  | { readonly kind: "replay"; readonly job: ReplayJob };

function start(workerData: RejudgingJob): Worker {
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
  return startThread(import.meta.url, "rejudging-worker", { workerData, resourceLimits });
}

/** From now on this process judges stored events again in threads of their own. */
export function offerRejudgingThread(): void {
  dryRunPlace.offer(dryRunPlace.inThread((job) => start({ kind: "dryRun", job })));
  replayPlace.offer(replayPlace.inThread((job) => start({ kind: "replay", job })));
}
