import { describe, expect, it } from "vitest";
import { clearProcessState } from "../base/process-state.ts";
import { createTestProject } from "../ingest/testing/project.ts";
import { emptyPlan, newEvent, newProperty } from "../plan/new-object.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { listReads, noteReads } from "./read-marks.ts";

usePlanDb();

const plan = {
  ...emptyPlan("one"),
  events: [
    newEvent({
      id: "evt_bought",
      name: "Bought",
      identifier: "bought",
      roles: ["purchase" as const],
      properties: [
        newProperty({ id: "prp_total", name: "total", type: { kind: "number" }, role: "revenue" }),
        newProperty({ id: "prp_note", name: "note", type: { kind: "string" } }),
      ],
    }),
  ],
};

describe("what answered questions read", () => {
  it("is noted by id and by role, and moved on by a later reading", async () => {
    const { authorized } = await createTestProject();
    await noteReads(authorized, plan, [
      { kind: "metric", event: { event: "evt_seen", where: { property: "prp_one", value: "prp_not" } } },
      { kind: "count", event: { role: "purchase" } },
      { kind: "metric", measure: { kind: "sum", property: { propertyRole: "revenue" } } },
    ]);
    const first = await listReads(authorized);
    expect([...first.lastAt.keys()].sort()).toEqual(["evt_bought", "evt_seen", "prp_one", "prp_total"]);
    const long = new Date("2026-01-01T00:00:00Z");
    await planDb().planRead.updateMany({ where: { projectId: authorized.projectId }, data: { lastAt: long } });
    clearProcessState("planReads");
    await noteReads(authorized, plan, [{ event: { event: "evt_seen" } }]);
    const later = await listReads(authorized);
    expect(later.lastAt.get("prp_one")).toEqual(long);
    expect(later.lastAt.get("evt_seen")?.getTime()).toBeGreaterThan(long.getTime());
    expect(later.since.getTime()).toBeLessThanOrEqual(Date.now());
  });
});
