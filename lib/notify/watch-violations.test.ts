/** From an event that breaks the plan, through ingest, to what is told: once, and again when it is back. */

import { beforeAll, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { planDb } from "../store/plan-db.ts";
import { decideViolations } from "../violation/decide.ts";
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
