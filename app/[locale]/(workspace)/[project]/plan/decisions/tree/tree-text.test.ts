import { expect, it } from "vitest";
import { type KpiNode, kpiTree } from "../../../../../../../lib/plan/kpi-tree.ts";
import { emptyPlan, newEvent, newMetric, newProperty } from "../../../../../../../lib/plan/new-object.ts";
import type { Plan } from "../../../../../../../lib/plan/plan.ts";
import { referencePlan } from "../../../../../../../lib/plan/reference-plan.ts";
import { readTree, treeText } from "./tree-text.ts";

const serves = { decisions: ["dec_a"], metrics: ["met_whole", "met_part", "met_loose"] };
const shared: Plan = {
  ...emptyPlan("shop"),
  decisions: [
    { id: "dec_a", name: { en: "Which channel?", fr: "Quel canal ?" }, description: {}, owner: "Ana" },
    { id: "dec_b", name: { fr: "Sans rien" }, description: {} },
  ],
  metrics: [
    newMetric({ id: "met_whole", name: { en: "Whole" }, decisions: ["dec_a", "dec_b"], formula: { en: "a / b" } }),
    newMetric({ id: "met_part", name: { en: "Part" }, parent: "met_whole" }),
    newMetric({ id: "met_loose", name: { en: "Loose" } }),
  ],
  events: [
    newEvent({
      ...{ id: "evt_visit", name: 'Site "Visited" ', identifier: "siteVisited", critical: true, serves },
      properties: [newProperty({ id: "prp_page", name: "page", type: { kind: "string" }, serves })],
    }),
  ],
  userProperties: [newProperty({ id: "prp_trait", name: "trait", type: { kind: "string" }, serves })],
};

it("brings a tree over as it was, wherever its objects stand", () => {
  for (const plan of [shared, referencePlan, emptyPlan("none")])
    expect(readTree(treeText(kpiTree(plan)))).toEqual(kpiTree(plan));
});

it("tells of an object once, in however many places it stands", () => {
  const places = (nodes: readonly KpiNode[]): number =>
    nodes.reduce((sum, node) => sum + (node.id === "evt_visit" ? 1 : 0) + places(node.children), 0);
  expect(places(kpiTree(shared))).toBeGreaterThan(3);
  expect(treeText(kpiTree(shared)).split("evt_visit")).toHaveLength(3);
});
