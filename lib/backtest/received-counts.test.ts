import { beforeAll, describe, expect, it, vi } from "vitest";
import { clearProcessState } from "../base/process-state.ts";
import { paidEvent } from "../ingest/testing/paid-plan.ts";
import { createTestProject, type TestProject } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { diffPlans } from "../plan/diff.ts";
import { applyEdits, type Edit } from "../plan/edit.ts";
import { emptyPlan, newEvent, newProperty, newTrait } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { countReceived, receivedByChange } from "./received-counts.ts";
import { judgeHere } from "./testing/judge-here.ts";

const server = useTestServer();

const plan: Plan = {
  ...emptyPlan("test"),
  userProperties: [newTrait({ id: "prp_tier", name: "tier", type: { kind: "string", enum: ["free", "pro"] } })],
  events: [
    paidEvent(
      { type: { kind: "number" } },
      {
        formerNames: ["Bought"],
        properties: [newProperty({ id: "prp_coupon", name: "coupon", type: { kind: "string", nullable: true } })],
      },
    ),
    newEvent({ id: "evt_quiet", name: "Quiet", identifier: "quiet" }),
  ],
};

let project: TestProject;

beforeAll(async () => {
  project = await createTestProject();
  const { writeKey } = await project.source({ slug: "web" });
  await project.publish(plan);
  const paid = (properties: object, event = "Paid") => ({ type: "track", event, userId: "u", properties });
  const batch = [
    paid({ amount: 1 }),
    paid({ amount: 20, coupon: null }),
    paid({ amount: 3, coupon: null }, "Bought"),
    paid({ amount: "wrong", coupon: null }),
    { type: "identify", userId: "u", traits: { tier: "free" } },
    { type: "identify", userId: "u", traits: { tier: "pro" } },
  ];
  await server.post("/v1/batch", { writeKey, batch });
  await server.ingest.settled();
}, 120_000);

async function countsAfter(...edits: readonly Edit[]) {
  const edit = applyEdits(plan, edits);
  if (!edit.ok) throw new Error(JSON.stringify(edit.errors));
  const changes = diffPlans(plan, edit.plan);
  const counts = await countReceived(project.authorized, { before: plan, after: edit.plan }, changes);
  return changes.map(({ code }, index) => [code, counts[index]?.last7Days, counts[index]?.last30Days]);
}

const place = { in: "event", id: "evt_paid" } as const;

describe("calls that a breaking change would refuse", () => {
  it("are counted for each change by itself, and only those that were valid", async () => {
    const counts = await countsAfter(
      { command: "updateProperty", place, id: "prp_amount", changes: { constraints: { minimum: 10 } } },
      { command: "updateProperty", place, id: "prp_coupon", changes: { constraints: { nullable: false } } },
      { command: "updateEvent", id: "evt_paid", changes: { formerNames: [] } },
      {
        command: "updateProperty",
        place: { in: "user" },
        id: "prp_tier",
        changes: { constraints: { enum: ["free"] } },
      },
    );
    expect(counts.sort()).toEqual([
      ["bounds_narrowed", 1, 1],
      ["former_name_removed", 1, 1],
      ["null_refused", 1, 1],
      ["values_removed", 1, 1],
    ]);
  });

  it("are none where nothing was received, and unknown where no payload can show the change", async () => {
    const counts = await countsAfter(
      { command: "removeObject", kind: "event", id: "evt_quiet", cascade: true },
      { command: "setIdentifier", id: "evt_paid", identifier: "payment", keepFormer: false },
      { command: "updateEvent", id: "evt_paid", changes: { critical: true } },
    );
    expect(counts.sort()).toEqual([
      ["detail_changed", undefined, undefined],
      ["event_removed", 0, 0],
      ["identifier_changed", undefined, undefined],
    ]);
  });

  it("are read once for all who ask for the same", async () => {
    let readings = 0;
    judgeHere({ begun: () => void readings++ });

    const removal: Edit = { command: "updateEvent", id: "evt_paid", changes: { formerNames: [] } };
    const answers = await Promise.all([countsAfter(removal), countsAfter(removal)]);
    clearProcessState("judgingPlace");
    expect(answers[0]).toEqual(answers[1]);
    expect(await countsAfter(removal)).toEqual(answers[0]);
    expect(readings).toBe(1);
  });

  it("stop being counted when nobody waits any more", async () => {
    const controller = new AbortController();
    controller.abort();
    const after: Plan = { ...plan, events: [] };
    const counting = countReceived(
      project.authorized,
      { before: plan, after },
      diffPlans(plan, after),
      controller.signal,
    );
    await expect(counting).rejects.toThrow();
  });

  it("are left out of a page that would wait too long for them", async () => {
    const after: Plan = { ...plan, events: [] };
    const page = () => receivedByChange(project.authorized, { before: plan, after }, diffPlans(plan, after));
    const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort());
    expect(await page()).toBeUndefined();
    timeout.mockRestore();
    expect((await page())?.size).toBeGreaterThan(0);
  });
});
