/** A first draft of each kind of report: complete, so that a chart shows at once. */

import type { EventSelector } from "../../../../../lib/analysis/question.ts";
import type { ReportQuestion } from "../../../../../lib/analysis/report-store.ts";
import type { EventRole } from "../../../../../lib/plan/plan.ts";
import type { AnalysisFacts } from "../analysis/facts.ts";
import { firstSelector } from "../analysis/selector-value.ts";
import type { ReportKind } from "./page-of.ts";

function preferred(facts: AnalysisFacts, role: EventRole): EventSelector {
  return facts.roles.includes(role) ? { role } : firstSelector(facts);
}

export function newQuestion(kind: ReportKind, facts: AnalysisFacts, cohort?: string): ReportQuestion {
  const restricted = facts.cohorts.some(({ id }) => id === cohort) && cohort ? { cohort: { cohort } } : {};
  switch (kind) {
    case "metric":
      return {
        kind,
        event: firstSelector(facts),
        measure: { kind: "count" },
        interval: "day",
        range: { lastDays: 30 },
        ...restricted,
      };
    case "funnel":
      return {
        kind,
        steps: [preferred(facts, "product_viewed"), preferred(facts, "add_to_cart"), preferred(facts, "purchase")],
        within: { value: 7, unit: "day" },
        range: { lastDays: 30 },
        timeToConvert: true,
        ...restricted,
      };
    case "retention":
      return {
        kind,
        start: preferred(facts, "sign_up"),
        return: { any: true },
        unit: "week",
        periods: 8,
        range: { lastDays: 60 },
        ...restricted,
      };
    case "active_users":
      return { kind, event: { any: true }, range: { lastDays: 30 }, ...restricted };
  }
}
