/** Any bar of a funnel as a criterion, so that it can be saved as a live cohort. */

import type { Criterion, FunnelQuestion } from "../question.ts";

/**
 * People who reached at least the step, or stopped exactly there (1-based), under the same restriction as the funnel. The
 * cohort is as large as the bar, or as the drop-off after it.
 */
export function funnelBarCriterion(
  question: FunnelQuestion,
  bar: { readonly step: number; readonly exactly: boolean },
): Criterion {
  const { steps, within, range, cohort, complement } = question;
  const reached: Criterion = { kind: "funnel_step", funnel: { steps, within, range }, ...bar };
  if (cohort === undefined) return reached;
  const inside: Criterion = "criterion" in cohort ? cohort.criterion : { kind: "cohort", cohort: cohort.cohort };
  return { kind: "all", of: [reached, complement ? { kind: "not", of: inside } : inside] };
}
