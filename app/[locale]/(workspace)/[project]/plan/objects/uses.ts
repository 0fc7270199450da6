/** Which events refer to what: shown beside each object. */

import { goalsByEvent, withFed } from "../../../../../../lib/plan/fed.ts";
import type { Plan, PlanEvent } from "../../../../../../lib/plan/plan.ts";
import { keep } from "../../../../../../lib/plan/rules/keep.ts";
import type { Choice } from "../editing/editing-context.tsx";

type Uses = Readonly<Record<string, readonly Choice[]>>;

function collect(plan: Plan, idsOf: (event: PlanEvent) => Iterable<string>): Uses {
  const uses: Record<string, Choice[]> = {};
  for (const event of plan.events)
    for (const id of new Set(idsOf(event))) {
      uses[id] ??= [];
      uses[id].push({ id: event.id, label: event.name });
    }
  return uses;
}

/** Per bundle id, the events that carry it. */
export const eventsOfBundles = keep((plan: Plan): Uses => collect(plan, (event) => event.bundles));

/** Per decision or metric id, the events that serve it: themselves, by one of their properties, or through a metric. */
export const eventsServing = keep((plan: Plan): Uses => {
  const goals = goalsByEvent(plan);
  return collect(plan, ({ id }) => withFed(plan, goals.get(id) ?? []));
});

/** Per category id, how many events stand in it. */
export function eventsPerCategory(plan: Plan): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { category } of plan.events) if (category) counts[category] = (counts[category] ?? 0) + 1;
  return counts;
}
