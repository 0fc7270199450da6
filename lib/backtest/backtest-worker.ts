/** Entry of the thread that judges recorded events; `judging-thread.ts` talks to it. */

import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { Judging, type JudgingJob } from "./judging.ts";
import type { FromJudge, ToJudge } from "./judging-thread.ts";

const port = parentPort;
if (port === null) throw new Error("Invariant: this file is the entry of a worker thread");

/** Below the threads that take events in. Elsewhere than on Linux it would hold for the whole process. */
const NICE = 10;
if (process.platform === "linux") setPriority(NICE);

const judging = new Judging(workerData as JudgingJob);

function answer(message: ToJudge): FromJudge {
  const { id } = message;
  try {
    return "batch" in message ? { id, judged: judging.add(message.batch) } : { id, tally: judging.tally() };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

port.on("message", (message: ToJudge) => port.postMessage(answer(message)));
