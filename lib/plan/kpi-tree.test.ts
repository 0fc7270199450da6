import { expect, it } from "vitest";
import { countGaps, filterTree, type KpiNode, kpiTree, wouldLoop } from "./kpi-tree.ts";
import { emptyPlan, newEvent, newJourney, newMetric, newProperty, newStep, newTrait } from "./new-object.ts";
import type { Plan } from "./plan.ts";
import { referencePlan } from "./reference-plan.ts";

const both = (text: string) => ({ en: text, fr: text });
const serving = (metrics: readonly string[], decisions: readonly string[] = []) => ({ serves: { decisions, metrics } });

const plan: Plan = {
  ...emptyPlan("shop"),
  decisions: [
    { id: "dec_pay", name: both("Which channel?"), description: {}, owner: "Ana" },
    { id: "dec_idle", name: both("Nothing known"), description: {} },
  ],
  metrics: [
    newMetric({ id: "met_rate", name: both("Rate"), decisions: ["dec_pay"], formula: both("a / b") }),
    newMetric({ id: "met_visits", name: both("Visits"), parent: "met_rate", decisions: ["dec_pay"] }),
    newMetric({ id: "met_loose", name: both("Élan"), formula: both("c") }),
  ],
  userProperties: [newTrait({ id: "prp_trait", name: "country", type: { kind: "any" }, ...serving(["met_rate"]) })],
  events: [
    newEvent({
      ...{ id: "evt_visit", name: "Visited", identifier: "visited", owner: "Ben", critical: true },
      trigger: both("at once"),
      properties: [
        newProperty({
          id: "prp_page",
          name: "page",
          type: { kind: "any" },
          role: "channel",
          ...serving(["met_visits"]),
        }),
        newProperty({ id: "prp_other", name: "other", type: { kind: "any" } }),
      ],
      ...serving(["met_visits"], ["dec_pay"]),
    }),
    newEvent({ id: "evt_call", name: "Called", identifier: "called", ...serving([], ["dec_pay"]) }),
    newEvent({ id: "evt_old", name: "Old", identifier: "old", status: "deprecated", ...serving(["met_rate"]) }),
  ],
  journeys: [
    newJourney({
      id: "jny_a",
      name: both("Way"),
      steps: [newStep({ id: "stp_a", name: both("Arrive"), events: ["evt_visit"] })],
    }),
  ],
};

/** The tree as lines: depth, name, gaps. */
function lines(tree: readonly KpiNode[], depth = 0): string[] {
  return tree.flatMap(({ kind, name, gaps, children }) => [
    [`${"  ".repeat(depth)}${name.en ?? kind}`, ...gaps].join(" "),
    ...lines(children, depth + 1),
  ]);
}

it("leads from decisions over metrics and their parts to events and properties, and says what is missing", () => {
  expect(lines(kpiTree(plan))).toEqual([
    "Which channel?",
    "  Rate",
    "    Visits noFormula",
    "      Visited",
    "        page",
    "    country",
    "  Called noOwner noTrigger noStep",
    "Nothing known noMetric noEvent noOwner",
    "loose",
    "  Élan noEvent",
  ]);
  const keys = kpiTree(referencePlan).flatMap(function all({ key, children }: KpiNode): string[] {
    return [key, ...children.flatMap(all)];
  });
  expect(new Set(keys).size).toBe(keys.length);
});

it("keeps what is searched with what is above and below it, and what has gaps with what is above it", () => {
  const tree = kpiTree(plan);
  expect(lines(filterTree(tree, { search: "visits", gaps: false }))).toEqual([
    "Which channel?",
    "  Rate",
    "    Visits noFormula",
    "      Visited",
    "        page",
  ]);
  expect(lines(filterTree(tree, { search: "elan", gaps: true }))).toEqual(["loose", "  Élan noEvent"]);
  expect(lines(filterTree(tree, { search: "", gaps: true }))).toEqual([
    "Which channel?",
    "  Rate",
    "    Visits noFormula",
    "  Called noOwner noTrigger noStep",
    "Nothing known noMetric noEvent noOwner",
    "loose",
    "  Élan noEvent",
  ]);
  expect(countGaps(tree)).toBe(4);
});

it("knows when a metric would become a part of itself", () => {
  expect(wouldLoop(plan.metrics, "met_rate", "met_visits")).toBe(true);
  expect(wouldLoop(plan.metrics, "met_rate", "met_rate")).toBe(true);
  expect(wouldLoop(plan.metrics, "met_visits", "met_loose")).toBe(false);
});

it("ends where a file brought metrics that are parts of each other", () => {
  const looped = {
    ...plan,
    metrics: [
      newMetric({ id: "met_a", name: both("A"), decisions: ["dec_pay"], parent: "met_b" }),
      newMetric({ id: "met_b", name: both("B"), decisions: [], parent: "met_a" }),
    ],
  };
  expect(lines(kpiTree(looped)).slice(0, 3)).toEqual([
    "Which channel?",
    "  A noEvent noFormula",
    "    B noEvent noFormula",
  ]);
});
