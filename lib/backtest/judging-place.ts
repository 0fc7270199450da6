/** Where recorded events are judged: a thread of its own where this process offers one, else here. */

import { type Afar, jobPlace } from "../base/job-place.ts";
import { Judging, type JudgingJob } from "./judging.ts";

/** Batches are judged in the order in which they are given. */
type JudgingWork = Pick<Judging, "add" | "tally">;

export const judgingPlace = jobPlace<JudgingJob, JudgingWork>(
  "judgingPlace",
  ["add", "tally"],
  (job) => new Judging(job),
);

export type JudgingPlace = Afar<JudgingWork>;
