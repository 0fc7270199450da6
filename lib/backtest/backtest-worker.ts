/** Entry of the thread that judges recorded events; `judging-thread.ts` talks to it. */

import { workerData } from "node:worker_threads";
import { answerCalls } from "../base/thread-answer.ts";
import { Judging, type JudgingJob } from "./judging.ts";

answerCalls(new Judging(workerData as JudgingJob));
