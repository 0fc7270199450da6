/** Short ways to write plans in tests. */

import { suggestIdentifier } from "../../lib/plan/names.ts";
import { emptyPlan, newEvent, newProperty } from "../../lib/plan/new-object.ts";
import type { Plan, PlanEvent, Property, PropertyType, PublishedPlan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";

export function property(name: string, type: PropertyType, given: Partial<Property> = {}): Property {
  return newProperty({ id: `prp_${Buffer.from(name).toString("hex").slice(0, 60)}`, name, type, ...given });
}

export function required(name: string, type: PropertyType, given: Partial<Property> = {}): Property {
  return property(name, type, { required: true, ...given });
}

/** Events by wire name, with identifiers suggested as the editor does. */
export function planOf(events: Readonly<Record<string, Partial<PlanEvent>>>, given: Partial<Plan> = {}): Plan {
  const taken = new Set<string>();
  const made = Object.entries(events).map(([name, event], at) => {
    const id = event.id ?? `evt_small_${at}`;
    const identifier = event.identifier ?? suggestIdentifier({ name, id, policy: "unicode", taken });
    taken.add(identifier.toLowerCase());
    return newEvent({ name, ...event, id, identifier });
  });
  const plan = emptyPlan("small");
  return { ...plan, settings: { ...plan.settings, automatic: [] }, events: made, ...given };
}

export function publishedPlanOf(
  events: Readonly<Record<string, Partial<PlanEvent>>>,
  given: Partial<Plan> = {},
): PublishedPlan {
  return freezePlan(planOf(events, given));
}
