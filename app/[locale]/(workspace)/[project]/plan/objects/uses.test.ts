import { expect, it } from "vitest";
import { emptyPlan, newEvent, newMetric } from "../../../../../../lib/plan/new-object.ts";
import type { Plan } from "../../../../../../lib/plan/plan.ts";
import { eventsServing } from "./uses.ts";

it("an event serves what its metric is a part of, and the decisions these inform, as coverage and the tree tell it", () => {
  const metric = (id: string, more: object) => ({ ...newMetric({ id, name: { en: id } }), ...more });
  const plan: Plan = {
    ...emptyPlan("shop"),
    decisions: [{ id: "dec_checkout", name: { en: "Checkout" }, description: {} }],
    metrics: [metric("met_whole", { decisions: ["dec_checkout"] }), metric("met_part", { parent: "met_whole" })],
    events: [
      {
        ...newEvent({ id: "evt_paid", name: "Paid", identifier: "paid" }),
        serves: { decisions: [], metrics: ["met_part"] },
      },
      newEvent({ id: "evt_idle", name: "Idle", identifier: "idle" }),
    ],
  };
  const paid = [{ id: "evt_paid", label: "Paid" }];
  expect(eventsServing(plan)).toEqual({ met_part: paid, met_whole: paid, dec_checkout: paid });
});
