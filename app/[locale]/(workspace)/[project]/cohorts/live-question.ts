/** What the page of a cohort asks while it is built. */

import type { CohortQuestion, Criterion } from "../../../../../lib/analysis/question.ts";

const SAMPLE = 5;

/** Its size and some of its members. */
export function liveQuestion(criterion: Criterion): CohortQuestion {
  return { kind: "cohort", criterion, members: SAMPLE };
}
