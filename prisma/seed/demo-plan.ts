/** The demo shop: Maison Lin sells household linen and a paid membership. Its plan, in English and French. */

import { emptyPlan } from "../../lib/plan/new-object.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { journeys } from "./demo-journeys.ts";
import { both, bundles, categories, decisions, groupTypes, metrics, userProperties } from "./demo-plan-parts.ts";
import { accountEvents, lifecycleEvents, membershipEvents } from "./demo-plan-people.ts";
import { purposes, responsibility } from "./demo-plan-purposes.ts";
import { browsingEvents, commerceEvents, pages } from "./demo-plan-shop.ts";

/** The plan as first published: the basket event still has its old name. */
export function demoPlan(slug: string): Plan {
  return {
    ...emptyPlan(slug),
    name: both("Maison Lin", "Maison Lin"),
    description: both("Household linen and a membership.", "Linge de maison et abonnement."),
    settings: {
      ...emptyPlan(slug).settings,
      canonicalUserId: "Customer number of the shop",
      purposes,
      ...responsibility,
    },
    categories,
    decisions,
    metrics,
    bundles,
    userProperties,
    groupTypes,
    journeys,
    events: [...accountEvents, ...browsingEvents, ...commerceEvents, ...membershipEvents, ...lifecycleEvents, ...pages],
  };
}
