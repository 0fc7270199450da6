/** The thread that audits a file, so that the accepting one goes on: started, asked and stopped from there. */

import { startThread } from "../base/thread.ts";
import { auditingPlace } from "./auditing-place.ts";

/** From now on this process audits files in threads of their own. */
export function offerAuditingThread(): void {
  auditingPlace.offer(
    auditingPlace.inThread((job) => startThread(import.meta.url, "auditing-worker", { workerData: job })),
  );
}
