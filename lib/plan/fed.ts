/** What is fed: the decisions and metrics that something collected serves, told alike by rules, tree and coverage. */

import { nestedProperties } from "./edit-tree.ts";
import type { Plan, PlanEvent, Property, Serves } from "./plan.ts";
import { keep } from "./rules/keep.ts";

const own = ({ serves }: { readonly serves: Serves }) => [...serves.decisions, ...serves.metrics];

function goalsIn(list: readonly Property[]): readonly string[] {
  return list.flatMap((property) => [...own(property), ...goalsIn(nestedProperties(property.type))]);
}

const goalsOfEvent = keep((event: PlanEvent): readonly string[] => [
  ...own(event),
  ...goalsIn(event.properties),
  ...(event.variants?.cases ?? []).flatMap(({ properties }) => goalsIn(properties)),
]);

const kept = new WeakMap<Plan, ReadonlyMap<string, ReadonlySet<string>>>();

/** Per event, the decisions and metrics it serves; what one of its properties serves, shared ones included, it serves too. */
export function goalsByEvent(plan: Plan): ReadonlyMap<string, ReadonlySet<string>> {
  const known = kept.get(plan);
  if (known !== undefined) return known;
  const shared = new Map<string, readonly string[]>(
    plan.bundles.map(({ id, properties }) => [id, goalsIn(properties)]),
  );
  const found = new Map(
    plan.events.map((event): [string, ReadonlySet<string>] => [
      event.id,
      new Set([...goalsOfEvent(event), ...event.bundles.flatMap((id) => shared.get(id) ?? [])]),
    ]),
  );
  kept.set(plan, found);
  return found;
}

/** Ids of the decisions and metrics that are fed by what is still sent, a metric through its parts too. */
export function fedGoals(plan: Plan): ReadonlySet<string> {
  const served = goalsByEvent(plan);
  const fed = new Set<string>([
    ...plan.events.filter(({ status }) => status !== "deprecated").flatMap(({ id }) => [...(served.get(id) ?? [])]),
    ...goalsIn(plan.userProperties),
    ...plan.groupTypes.flatMap(({ properties }) => goalsIn(properties)),
  ]);
  return withFed(plan, fed);
}

const metricsById = keep(
  (metrics: Plan["metrics"]) => new Map<string, Plan["metrics"][number]>(metrics.map((metric) => [metric.id, metric])),
);

/** Goals, and what they feed: what feeds a part feeds the whole, and whatever either informs. */
export function withFed({ metrics }: Plan, goals: Iterable<string>): ReadonlySet<string> {
  const byId = metricsById(metrics);
  const fed = new Set(goals);
  for (const id of fed) {
    const metric = byId.get(id);
    if (metric?.parent !== undefined) fed.add(metric.parent);
    for (const decision of metric?.decisions ?? []) fed.add(decision);
  }
  return fed;
}
