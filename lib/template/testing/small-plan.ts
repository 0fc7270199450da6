/** A small plan for tests of templates, and what is made of it. */

import { checkPlan } from "../../plan/edit-check.ts";
import { emptyPlan, newBundle, newEvent, newProperty } from "../../plan/new-object.ts";
import type { Plan } from "../../plan/plan.ts";
import type { HouseCohort, HouseContent } from "../house.ts";
import { selectWhole } from "../house-select.ts";

/** A plan with one bundle and one event that carries it. */
export function small(changes: { about?: string; when?: string; event?: Partial<Plan["events"][number]> } = {}): Plan {
  return {
    ...emptyPlan("other"),
    bundles: [
      newBundle({
        id: "bdl_page",
        name: "Page",
        description: { en: changes.about ?? "Where it happened." },
        properties: [newProperty({ id: "prp_url", name: "url", type: { kind: "string" }, required: true })],
      }),
    ],
    events: [
      newEvent({
        id: "evt_seen",
        name: "Page Seen",
        identifier: "pageSeen",
        trigger: { en: changes.when ?? "A page is shown." },
        bundles: ["bdl_page"],
        ...changes.event,
      }),
    ],
  };
}
export const contentOf = (plan: Plan, cohorts: readonly HouseCohort[] = []): HouseContent => selectWhole(plan, cohorts);
export const structural = (plan: Plan) => checkPlan(plan).map(({ code, path }) => `${code} ${path}`);
