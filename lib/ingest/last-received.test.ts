import { beforeAll, describe, expect, it, vi } from "vitest";
import { emptyPlan, newEvent } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { findFindings } from "../plan/rules/find-findings.ts";
import { eventDb } from "../store/event-db.ts";
import { lastReceived, lastReceivedDays } from "./last-received.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();

const base = emptyPlan("test");
const plan: Plan = {
  ...base,
  settings: { ...base.settings, standards: { ...base.settings.standards, staleDays: 30 } },
  events: [
    newEvent({ id: "evt_paid", name: "Paid", identifier: "paid", sources: ["web", "ios"] }),
    newEvent({ id: "evt_quiet", name: "Quiet", identifier: "quiet" }),
  ],
};

let project: TestProject;

beforeAll(async () => {
  project = await createTestProject();
  const web = await project.source({ slug: "web", environment: "production" });
  const tried = await project.source({ slug: "tried", environment: "development" });
  await project.publish(plan);
  const call = (event: string) => ({ type: "track", event, userId: "u", properties: {} });
  await server.post("/v1/batch", { writeKey: web.writeKey, batch: [call("Paid"), call("Unknown")] });
  await server.post("/v1/batch", { writeKey: tried.writeKey, batch: [call("Quiet")] });
  await server.ingest.settled();
}, 120_000);

describe("the last time each event was received", () => {
  it("is told per source of production, and kept until it is read anew", async () => {
    const seen = await lastReceived(project.authorized);
    expect([...(seen ?? [])].map(([event, bySource]) => [event, [...bySource.keys()]])).toEqual([
      ["evt_paid", ["web"]],
    ]);
    expect(await lastReceived(project.authorized)).toBe(seen);
  });

  it("makes a stale event a finding, as late as the standards say", async () => {
    const seen = await lastReceived(project.authorized);
    if (seen === undefined) throw new Error("the event store answers");
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const stale = (today: string) =>
      findFindings(plan, { today, lastSeen: lastReceivedDays(seen) }).filter(({ code }) => code === "stale_event");
    expect(stale(inDays(30))).toEqual([]);
    expect(stale(inDays(31)).map(({ en }) => en)).toEqual(["“Paid” has not been received for 31 days."]);
  });

  it("is read anew after ten minutes, with what came in between", async () => {
    const before = await lastReceived(project.authorized);
    const web = await project.source({ slug: "later", environment: "production" });
    const batch = [{ type: "track", event: "Quiet", userId: "u", properties: {} }];
    await server.post("/v1/batch", { writeKey: web.writeKey, batch });
    await server.ingest.settled();
    expect(await lastReceived(project.authorized)).toBe(before);
    const later = Date.now() + 11 * 60_000;
    vi.spyOn(Date, "now").mockReturnValue(later);
    const after = await lastReceived(project.authorized);
    vi.restoreAllMocks();
    expect([...(after ?? [])].map(([event, bySource]) => [event, [...bySource.keys()]])).toEqual([
      ["evt_paid", ["web"]],
      ["evt_quiet", ["later"]],
    ]);
  });

  it("misses nothing that came while it could not be read", async () => {
    const hour = 60 * 60_000;
    const known = await lastReceived(project.authorized);
    const web = await project.source({ slug: "gap", environment: "production" });
    const batch = [{ type: "track", event: "Quiet", userId: "u", properties: {} }];
    await server.post("/v1/batch", { writeKey: web.writeKey, batch });
    await server.ingest.settled();
    const now = Date.now();
    const clock = vi.spyOn(Date, "now").mockReturnValue(now + 3 * hour);
    const query = vi.spyOn(eventDb(), "query").mockRejectedValue(new Error("away"));
    expect(await lastReceived(project.authorized)).toBe(known);
    query.mockRestore();
    clock.mockReturnValue(now + 4 * hour);
    const after = await lastReceived(project.authorized);
    vi.restoreAllMocks();
    expect([...(after?.get("evt_quiet")?.keys() ?? [])]).toEqual(["later", "gap"]);
  });
});
