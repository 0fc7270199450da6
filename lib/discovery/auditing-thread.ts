/** The thread that audits a file, so that the accepting one goes on: started, asked and stopped from there. */

import { AskedThread } from "../base/asked-thread.ts";
import { startThread } from "../base/thread.ts";
import type { AuditedFault } from "./audited-file.ts";
import type { Audited, AuditingJob } from "./auditing.ts";
import { type AuditingPlace, offerAuditing } from "./auditing-place.ts";

/** Its promises reject once the thread has ended. */
function auditInThread(job: AuditingJob): AuditingPlace {
  const thread = new AskedThread(startThread(import.meta.url, "auditing-worker", { workerData: job }));
  return {
    open(bytes) {
      const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
      return thread.ask("open", [own], [own.buffer as ArrayBuffer]) as Promise<AuditedFault | undefined>;
    },
    step: () => thread.ask("step", []) as Promise<number | "read">,
    result: () => thread.ask("result", []) as Promise<Audited>,
    stop: () => thread.stop(),
  };
}

/** From now on this process audits files in threads of their own. */
export function offerAuditingThread(): void {
  offerAuditing(auditInThread);
}
