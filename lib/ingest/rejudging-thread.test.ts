import { beforeAll, expect, it } from "vitest";
import { referencePlan } from "../plan/reference-plan.ts";
import { dryRunEnforcement } from "./dry-run.ts";
import { dryRunPlace, replayPlace } from "./rejudging-place.ts";
import { offerRejudgingThread } from "./rejudging-thread.ts";
import { countEffects, replayToEnd } from "./replay.ts";
import { paidEvent } from "./testing/paid-plan.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();
const EVENTS = 500;

let project: TestProject;
let source: TestSource;
beforeAll(async () => {
  project = await createTestProject();
  await project.publish({ ...referencePlan, events: [paidEvent({ type: { kind: "number" } })] });
  source = await project.source({ mode: "quarantine" });
  const batch = Array.from({ length: EVENTS }, (_, at) => ({
    ...{ type: "track", event: "Paid", userId: `u${at}`, messageId: `m${at}` },
    properties: { amount: at % 2 === 0 ? at : `${at}`, ...(at % 4 === 0 ? { extra: 1 } : {}) },
  }));
  expect((await server.post("/v1/batch", { writeKey: source.writeKey, batch })).status).toBe(200);
  await server.ingest.settled();
});

it("a thread judges what is many as this one does, and nothing is left of it afterwards", async () => {
  const wanted = { mode: "block", strip: "unplanned", rules: [] } as const;
  const dryRun = async () => ({
    ...(await dryRunEnforcement(project.authorized, source.slug, wanted)),
    until: 0,
    from: 0,
  });
  const strings = { ...referencePlan, events: [paidEvent({ type: { kind: "string" } })] };
  await project.publish(strings);
  const here = [await dryRun(), await countEffects(project.authorized, { planVersion: 2 })];
  expect(here).toMatchObject([
    { judged: 375, after: { repaired: 125, held: 0, blocked: 250 } },
    { judged: EVENTS, totals: { added: 250, withdrawn: 125 } },
  ]);

  const threads = () => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
  const before = threads();
  offerRejudgingThread();
  expect([await dryRun(), await countEffects(project.authorized, { planVersion: 2 })]).toEqual(here);
  // What is few is judged before a thread would have begun.
  const nobody = () => {
    throw new Error("a thread was asked for");
  };
  dryRunPlace.offer(nobody);
  await expect(dryRun()).rejects.toThrow("a thread was asked for");
  expect(await dryRunEnforcement(project.authorized, source.slug, wanted, { until: 0 })).toMatchObject({ judged: 0 });
  expect(threads()).toBe(before);
});

it("a replay that a thread judges changes analysis as one that is judged here", async () => {
  offerRejudgingThread();
  expect(await replayToEnd(project.authorized, { planVersion: 2 })).toMatchObject({
    ...{ state: "done", judged: EVENTS, refused: 0 },
    totals: { added: 250, withdrawn: 125 },
  });
  replayPlace.offer(replayPlace.here);
  expect(await countEffects(project.authorized, { planVersion: 2 })).toMatchObject({
    totals: { added: 0, withdrawn: 0, moved: 0 },
  });
});
