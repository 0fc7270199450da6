import { describe, expect, it } from "vitest";
import { referencePlan } from "../plan/reference-plan.ts";
import { definitionsNaming, type SavedDefinition } from "./affected.ts";

const saved = (
  id: string,
  kind: SavedDefinition["kind"],
  definition: SavedDefinition["definition"],
): SavedDefinition => ({
  id,
  kind,
  name: `Name of ${id}`,
  definition,
});

describe("definitions that name an event", () => {
  it("are found by id, wire name, role, any event, and through cohorts of cohorts", () => {
    const definitions = [
      saved("coh_id", "cohort", { kind: "count", event: { event: "evt_order_completed" } }),
      saved("rep_name", "report", { kind: "funnel", steps: [{ event: "Signed Up" }, { event: "Order Completed" }] }),
      saved("coh_role", "cohort", { kind: "all", of: [{ kind: "count", event: { role: "purchase" } }] }),
      saved("rep_any", "report", { kind: "active_users", event: { any: true } }),
      saved("rep_other", "report", { kind: "metric", event: { event: "evt_rated" } }),
      saved("rep_through", "report", {
        kind: "metric",
        event: { event: "evt_rated" },
        cohort: { cohort: "coh_outer" },
      }),
      saved("coh_outer", "cohort", { kind: "not", of: { kind: "cohort", cohort: "Name of coh_id" } }),
    ];
    expect(definitionsNaming(referencePlan, ["evt_order_completed"], definitions).map(({ id }) => id)).toEqual([
      "coh_id",
      "rep_name",
      "coh_role",
      "rep_any",
      "rep_through",
      "coh_outer",
    ]);
  });
});
