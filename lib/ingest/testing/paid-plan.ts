/** Plans in which somebody paid something. */

import { emptyPlan, newEvent, newProperty } from "../../plan/new-object.ts";
import type { Plan, PlanEvent, Property, PropertyType } from "../../plan/plan.ts";

/** The event “Paid” with its amount, as it differs from test to test. */
export function paidEvent(
  amount: Partial<Property> & { readonly type: PropertyType },
  { properties = [], ...more }: Partial<PlanEvent> = {},
): PlanEvent {
  return newEvent({
    ...{ id: "evt_paid", name: "Paid", identifier: "paid", ...more },
    properties: [newProperty({ id: "prp_amount", name: "amount", ...amount }), ...properties],
  });
}

/** A plan of that one event. */
export function paidPlan(...of: Parameters<typeof paidEvent>): Plan {
  return { ...emptyPlan("test"), events: [paidEvent(...of)] };
}
