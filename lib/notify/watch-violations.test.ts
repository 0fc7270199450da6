/** From an event that breaks the plan, through ingest, to what is told: once, and again when it is back. */

import { beforeAll, expect, it } from "vitest";
import { newId } from "../base/id.ts";
import { createTestProject, type TestProject } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { planDb } from "../store/plan-db.ts";
import { decideViolations } from "../violation/decide.ts";
import { listViolations } from "../violation/store.ts";
import { decideAndTell } from "./decide-violations.ts";
import { tellHappenings } from "./fan-out.ts";
import { gatherFound, watchViolations } from "./watch-violations.ts";

const server = useTestServer();
let made: TestProject;
beforeAll(async () => {
  made = await createTestProject();
  await made.publish(referencePlan);
});

const told = async () =>
  (
    await planDb().happening.findMany({ where: { projectId: made.id, toldAt: null }, orderBy: { createdAt: "asc" } })
  ).map(({ kind, payload }) => ({ kind, ...(payload as { subject: string; fingerprint: string }) }));

it("what was there before is no news, what is new is told once, what comes back is told again", async () => {
  const { writeKey } = await made.source();
  const send = async (name: string, properties: object) => {
    const body = { batch: [{ type: "track", event: name, userId: "u1", properties }], writeKey };
    expect((await server.post("/v1/batch", body)).status).toBe(200);
    await server.ingest.settled();
  };
  const later = () => Date.now() + 1;
  await send("Unheard Of", {});
  await watchViolations(later());
  expect(await told()).toEqual([]);

  await send("Never Planned", {});
  await watchViolations(later());
  // A name that PostgreSQL does not take as it is.
  await send("Nu\0l", {});
  await watchViolations(later());
  expect((await told()).map(({ subject }) => subject)).toEqual(["Never Planned", "Nul"]);
  await planDb().happening.updateMany({
    where: { payload: { path: ["subject"], equals: "Nul" } },
    data: { toldAt: new Date() },
  });
  await send("Never Planned", {});
  await send("Unheard Of", {});
  await watchViolations(later());
  const [first, ...more] = await told();
  expect(more).toEqual([]);
  expect(first).toMatchObject({ kind: "violation_new", subject: "Never Planned" });

  await decideViolations(made.authorized, [{ fingerprint: first?.fingerprint ?? "", change: { to: "resolved" } }]);
  await watchViolations(later());
  expect(await told()).toHaveLength(1);
  await send("Never Planned", {});
  await watchViolations(later());
  await watchViolations(later());
  expect((await told()).map(({ kind }) => kind)).toEqual(["violation_new", "violation_regressed"]);
});

it("what is assigned is told to the person in one notice, what is resolved to webhooks, what is taken back to nobody", async () => {
  const { writeKey } = await made.source();
  const batch = ["First", "Second"].map((event) => ({ type: "track", event, userId: "u1", properties: {} }));
  expect((await server.post("/v1/batch", { batch, writeKey })).status).toBe(200);
  await server.ingest.settled();
  const { items } = await listViolations(made.authorized, { search: "S" });
  const [first, second] = ["First", "Second"].map((name) => items.find(({ eventName }) => eventName === name));
  const email = `${newId("per")}@example.com`;
  const { id: assigneeId } = await planDb().person.create({
    data: { id: newId("per"), email, name: "Ada", passwordHash: "" },
  });
  await planDb().membership.create({
    data: { workspaceId: made.authorized.workspaceId, personId: assigneeId, role: "viewer" },
  });
  await planDb().webhook.create({
    data: {
      ...{ id: newId("whk"), projectId: made.id, name: "Ours", url: "https://hooks.example/v", secret: "whsec_YQ==" },
      ...{ format: "signed", language: "en", kinds: ["violation_resolved"] },
    },
  });
  await planDb().happening.updateMany({ where: { projectId: made.id }, data: { toldAt: new Date() } });
  const both = [first?.fingerprint ?? "", second?.fingerprint ?? ""];
  const assigned = both.map((fingerprint) => ({ fingerprint, change: { to: "assigned", assigneeId } as const }));
  const former = await decideAndTell(made.authorized, assigned);
  await decideAndTell(made.authorized, former, { quietly: true });
  await decideAndTell(made.authorized, [{ fingerprint: both[0] ?? "", change: { to: "resolved" } }]);
  const strange = decideAndTell(made.authorized, [{ fingerprint: "f".repeat(17), change: { to: "resolved" } }]);
  await expect(strange).rejects.toMatchObject({ code: "not_found" });
  expect((await told()).map(({ kind }) => kind)).toEqual(["violation_assigned", "violation_resolved"]);
  await tellHappenings(Date.now() + 1);
  const notices = await planDb().notification.findMany({ where: { projectId: made.id } });
  expect(notices.map(({ personId, kind, payload }) => [personId, kind, payload])).toMatchObject([
    [assigneeId, "violation_assigned", { more: 1 }],
  ]);
  const sent = await planDb().webhookDelivery.findMany({ where: { webhook: { projectId: made.id } } });
  expect(sent.map(({ body }) => JSON.parse(body))).toMatchObject([
    { type: "violation_resolved", data: { violation: { fingerprint: both[0], code: "unplanned_event" } } },
  ]);
});

it("many at once are told as a few and one, and each is known", () => {
  const found = Array.from({ length: 500 }, (_, at) => ({
    kind: "violation_new" as const,
    dedupeKey: `violation:${at}`,
    payload: { subject: `Event ${at}`, concerned: [] },
  }));
  const told = gatherFound(found);
  expect(new Set(told.map(({ dedupeKey }) => dedupeKey)).size).toBe(501);
  const loud = told.filter(({ silently }) => silently !== true);
  expect(loud).toHaveLength(21);
  expect(loud.at(-1)?.payload).toMatchObject({ subject: "Event 20", more: 479 });
  expect(gatherFound(found.slice(0, 20))).toHaveLength(20);
});
