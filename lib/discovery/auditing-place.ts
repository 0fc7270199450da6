/** Where files are audited: a thread of its own where this process offers one, else here. */

import { processState, setProcessState } from "../base/process-state.ts";
import type { AuditedFault } from "./audited-file.ts";
import { type Audited, Auditing, type AuditingJob } from "./auditing.ts";

/** `Auditing`, from afar. */
export interface AuditingPlace {
  /** Takes the bytes for itself: nobody else may read them afterwards. */
  open(bytes: Uint8Array): Promise<AuditedFault | undefined>;
  step(): Promise<number | "read">;
  result(): Promise<Audited>;
  stop(): Promise<void>;
}

/** In this thread: where no other may be started. */
function auditHere(job: AuditingJob): AuditingPlace {
  const auditing = new Auditing(job);
  return {
    open: async (bytes) => auditing.open(bytes),
    step: async () => auditing.step(),
    result: async () => auditing.result(),
    stop: async () => undefined,
  };
}

const KEY = "auditingPlace";

type OpenPlace = (job: AuditingJob) => AuditingPlace;

/** Called by the server: the pages are bundled apart and have no thread's file beside them. */
export function offerAuditing(open: OpenPlace): void {
  setProcessState<OpenPlace>(KEY, open);
}

/** A place for one audit, to be stopped at its end. */
export function openAuditing(job: AuditingJob): AuditingPlace {
  return processState<OpenPlace>(KEY, () => auditHere)(job);
}
