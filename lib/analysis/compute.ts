/** Computes the result of a bound question, whatever its kind. */

import { answerCohort } from "./cohort/cohort.ts";
import { peopleOf } from "./cohort/criterion.sql.ts";
import { answerActiveUsers } from "./engagement/active-users.ts";
import { answerFunnel } from "./funnel/funnel.ts";
import { answerMetric } from "./metric/metric.ts";
import { complementOf, type PersonSet } from "./people.sql.ts";
import type { Question, QuestionResult } from "./question.ts";
import { answerRetention } from "./retention/retention.ts";
import type { Run } from "./run.ts";
import type { AnalysisScope } from "./scope.ts";

/** The people a question is restricted to; undefined for everybody. */
function restriction(scope: AnalysisScope, { cohort, complement }: Question): PersonSet | undefined {
  if (cohort === undefined) return undefined;
  const set = peopleOf(scope, "criterion" in cohort ? cohort.criterion : { kind: "cohort", cohort: cohort.cohort });
  return complement ? complementOf(set) : set;
}

export function computeResult(scope: AnalysisScope, question: Question, run: Run): Promise<QuestionResult> {
  const members = restriction(scope, question);
  const options = members === undefined ? { run } : { run, members };
  switch (question.kind) {
    case "metric":
      return answerMetric(scope, question, options);
    case "cohort":
      return answerCohort(scope, question, options);
    case "funnel":
      return answerFunnel(scope, question, options);
    case "retention":
      return answerRetention(scope, question, options);
    case "active_users":
      return answerActiveUsers(scope, question, options);
  }
}
