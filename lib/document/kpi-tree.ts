/** Decisions with the metrics that inform them, whole before parts, and the events that serve them. */

import { coverageOf } from "../plan/coverage.ts";
import type { Decision, Metric, Plan, PlanEvent } from "../plan/plan.ts";

export interface MetricNode {
  readonly metric: Metric;
  readonly parts: readonly MetricNode[];
}

export interface DecisionNode {
  readonly decision: Decision;
  readonly metrics: readonly MetricNode[];
  readonly events: readonly PlanEvent[];
}

export interface KpiTree {
  readonly decisions: readonly DecisionNode[];
  /** Trees of metrics that inform no decision. */
  readonly loose: readonly MetricNode[];
}

const NOTHING_READ = {
  now: 0,
  used: new Set<string>(),
  lastRead: new Map<string, Date>(),
  readsSince: new Date(0),
  longPublished: new Set<string>(),
};

/** `above` guards against a metric that is a part of itself. */
function nodeOf(plan: Plan, metric: Metric, above: ReadonlySet<string> = new Set()): MetricNode {
  const path = new Set([...above, metric.id]);
  const parts = plan.metrics.filter(({ id, parent }) => parent === metric.id && !path.has(id));
  return { metric, parts: parts.map((part) => nodeOf(plan, part, path)) };
}

function idsOf({ metric, parts }: MetricNode): string[] {
  return [metric.id, ...parts.flatMap(idsOf)];
}

/** Trees of these metrics; one that stands within another's is not told twice. */
function trees(plan: Plan, metrics: readonly Metric[]): MetricNode[] {
  const nodes = metrics.map((metric) => nodeOf(plan, metric));
  const within = new Set(nodes.flatMap(({ parts }) => parts.flatMap(idsOf)));
  const tops = nodes.filter(({ metric }) => !within.has(metric.id));
  return tops.length === 0 ? nodes.slice(0, 1) : tops;
}

/** The KPI tree of a plan, in the plan's order. */
export function kpiTree(plan: Plan): KpiTree {
  const covered = new Map(coverageOf(plan, NOTHING_READ).decisions.map((one) => [one.decision.id, one]));
  const decisions = plan.decisions.map((decision) => ({
    decision,
    metrics: trees(
      plan,
      plan.metrics.filter((metric) => metric.decisions.includes(decision.id)),
    ),
    events: covered.get(decision.id)?.events ?? [],
  }));
  const told = new Set(decisions.flatMap(({ metrics }) => metrics.flatMap(idsOf)));
  const rest = plan.metrics.filter(({ id }) => !told.has(id));
  return { decisions, loose: rest.length === 0 ? [] : trees(plan, rest) };
}
