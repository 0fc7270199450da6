/** Where files are audited: a thread of its own where this process offers one, else here. */

import { jobPlace } from "../base/job-place.ts";
import { Auditing, type AuditingJob } from "./auditing.ts";

/** One audit, in steps. */
type AuditingWork = Pick<Auditing, "open" | "step" | "result">;

export const auditingPlace = jobPlace<AuditingJob, AuditingWork>(
  "auditingPlace",
  ["open", "step", "result"],
  (job) => new Auditing(job),
);
