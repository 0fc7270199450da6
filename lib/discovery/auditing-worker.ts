/** Entry of the thread that audits a file; `auditing-thread.ts` talks to it. */

import { workerData } from "node:worker_threads";
import { answerCalls } from "../base/thread-answer.ts";
import { Auditing, type AuditingJob } from "./auditing.ts";

answerCalls(new Auditing(workerData as AuditingJob));
