/** Entry of the thread that judges stored events again; `rejudging-thread.ts` starts it. */

import { workerData } from "node:worker_threads";
import { answerCalls } from "../base/thread-answer.ts";
import { DryRunJudging } from "./dry-run-judging.ts";
import type { RejudgingJob } from "./rejudging-thread.ts";
import { ReplayJudging } from "./replay-judging.ts";

const asked = workerData as RejudgingJob;
answerCalls(asked.kind === "dryRun" ? new DryRunJudging(asked.job) : new ReplayJudging(asked.job));
