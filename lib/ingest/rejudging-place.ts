/** Where stored events are judged again: in a thread of its own where this process offers one, else here. */

import { jobPlace } from "../base/job-place.ts";
import { type DryRunJob, DryRunJudging } from "./dry-run-judging.ts";
import { type ReplayJob, ReplayJudging } from "./replay-judging.ts";

/** What other settings of a source would have made of them. */
export const dryRunPlace = jobPlace<DryRunJob, DryRunJudging>(
  "dryRunPlace",
  ["know", "add", "result"],
  (job) => new DryRunJudging(job),
);

/** What a plan version makes of them. */
export const replayPlace = jobPlace<ReplayJob, ReplayJudging>(
  "replayPlace",
  ["add", "batch", "reverdicts", "releases", "tally", "samples"],
  (job) => new ReplayJudging(job),
);
