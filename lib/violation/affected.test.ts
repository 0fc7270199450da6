import { describe, expect, it } from "vitest";
import { referencePlan } from "../plan/reference-plan.ts";
import { definitionsNaming, definitionsOfTraits, type SavedDefinition } from "./affected.ts";

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

describe("definitions that read a user or group property", () => {
  const definitions = [
    saved("coh_id", "cohort", { kind: "property", filter: { userProperty: "prp_user_plan", op: "=", value: "trial" } }),
    saved("coh_role", "cohort", { kind: "property", filter: { propertyRole: "subscription", op: "is_set" } }),
    saved("rep_name", "report", { kind: "metric", event: { any: true }, breakdown: { userProperty: "plan" } }),
    saved("rep_where", "report", {
      kind: "funnel",
      steps: [{ event: "evt_rated", where: [{ userProperty: "prp_user_plan", op: "=", value: "pro" }] }],
    }),
    saved("rep_through", "report", { kind: "metric", event: { any: true }, cohort: { cohort: "coh_id" } }),
    saved("coh_other", "cohort", { kind: "property", filter: { userProperty: "prp_user_nps", op: ">", value: 8 } }),
    saved("coh_group", "cohort", { kind: "property", filter: { groupProperty: "prp_account_sector", op: "is_set" } }),
    saved("rep_event", "report", {
      kind: "metric",
      event: { event: "plan", where: [{ property: "plan", op: "is_set" }] },
    }),
  ];
  const reading = (call: "identify" | "group", path: string) =>
    definitionsOfTraits(referencePlan, call, path, definitions).map(({ id }) => id);

  it("are found by its id, name and role, in conditions, filters and breakdowns, and through cohorts", () => {
    const readers = ["coh_id", "coh_role", "rep_name", "rep_where", "rep_through"];
    expect(reading("identify", "/traits/plan")).toEqual(readers);
    expect(reading("identify", "/context/traits/plan/0")).toEqual(readers);
    expect(reading("group", "/traits/sector")).toEqual(["coh_group"]);
  });

  it("are all of them where the whole call is held, and none where the plan has no such property", () => {
    expect(reading("identify", "/context/gabarit/version")).toContain("coh_other");
    expect(reading("identify", "/traits/colour")).toEqual([]);
    expect(reading("group", "/traits/plan")).toEqual([]);
  });
});
