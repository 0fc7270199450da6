/** A first draft of each kind of condition: complete, so that a count shows at once. */

import type { Criterion } from "../../../../../lib/analysis/question.ts";
import type { AnalysisFacts } from "../analysis/facts.ts";
import { firstSelector } from "../analysis/selector-value.ts";

export const CRITERION_KINDS = [
  "count",
  "sequence",
  "sum",
  "regular",
  "activation",
  "property",
  "cohort",
  "funnel_step",
] as const;
export type LeafKind = (typeof CRITERION_KINDS)[number];

export function newCriterion(kind: LeafKind, facts: AnalysisFacts): Criterion {
  const event = firstSelector(facts);
  const day = (value: number) => ({ value, unit: "day" }) as const;
  switch (kind) {
    case "count":
      return { kind, event, count: { op: ">=", value: 1 }, window: { lastDays: 30 } };
    case "sequence":
      return {
        kind,
        first: event,
        which: "latest",
        // biome-ignore lint/suspicious/noThenProperty: the word of the definition, on a value that nobody awaits.
        then: event,
        within: day(1),
        followed: false,
        window: { lastDays: 30 },
      };
    case "sum":
      return {
        kind,
        event: { role: "purchase" },
        property: { propertyRole: "revenue" },
        window: { lastDays: 90 },
        sum: { topPercent: 10 },
      };
    case "regular":
      return { kind, event, unit: "week", atLeast: 3, of: 4 };
    case "activation":
      return { kind, event, atLeast: 3, within: day(7), group: "reached" };
    case "property": {
      const first = facts.userProperties[0];
      return {
        kind,
        filter: first === undefined ? { automatic: "country", op: "is_set" } : { userProperty: first.id, op: "is_set" },
      };
    }
    case "cohort":
      return { kind, cohort: facts.cohorts[0]?.id ?? "" };
    case "funnel_step":
      return {
        kind,
        funnel: { steps: [event, event], within: day(7), range: { lastDays: 30 } },
        step: 1,
        exactly: true,
      };
  }
}
