/** Limits of a source: what is taken, what is refused until when, and that nobody else is. */

import { Analytics } from "@segment/analytics-node";
import { beforeAll, expect, it } from "vitest";
import { notify } from "../base/notify.ts";
import { newEvent } from "../plan/new-object.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { planDb } from "../store/plan-db.ts";
import { refusedByLimit, SourceLimits } from "./source-limits.ts";
import type { IngestSource } from "./source-registry.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();
let project: TestProject;
beforeAll(async () => {
  project = await createTestProject();
  await project.publish({
    ...referencePlan,
    events: [newEvent({ id: "evt_t", name: "T", identifier: "t", open: true })],
  });
});

/** A source of the project with limits. */
async function limited(limits: {
  readonly eventsPerSecond?: number;
  readonly eventsPerDay?: number;
}): Promise<TestSource> {
  const source = await project.source();
  await planDb().source.update({ where: { id: source.id }, data: limits });
  notify("sourcesChanged", { projectId: project.id });
  return source;
}

const batchOf = (source: TestSource, count: number, from = 0) => ({
  writeKey: source.writeKey,
  batch: Array.from({ length: count }, (_, at) => ({
    ...{
      type: "track",
      event: "T",
      userId: "u",
      messageId: `${source.slug}-${from + at}`,
      properties: { n: from + at },
    },
  })),
});

it("a key saves ten seconds up, pays for a batch before the next one, and another key has its own", async () => {
  let now = Date.UTC(2026, 0, 1, 12);
  const limits = new SourceLimits({ now: () => now });
  const source = { number: 900_001, eventsPerSecond: 10, eventsPerDay: 0 } as IngestSource;
  const take = (key: string, events: number) => {
    const refusal = limits.take(source, key, events);
    if (refusal instanceof Promise) throw new Error("nothing is asked of a store");
    return refusal;
  };
  expect([take("a", 60), take("a", 60), take("a", 1)?.headers, take("b", 1)]).toEqual([
    ...[undefined, undefined],
    // Twenty too many and the one that is asked for, at ten a second.
    { "retry-after": "3" },
    undefined,
  ]);
  now += 2_000;
  expect(take("a", 1)).toMatchObject({ status: 429, code: "rate_limited" });
  now += 200;
  expect(take("a", 500)).toBeUndefined();
  now += 3_600_000;
  expect([take("a", 100), take("a", 1)?.code]).toEqual([undefined, "rate_limited"]);
  expect(refusedByLimit(source.number)).toMatchObject({ requests: 3, events: 3, limit: "second" });
});

it("a source that sends too much is answered 429, keeps what it sent before, and disturbs no other", async () => {
  const [noisy, quiet] = [await limited({ eventsPerSecond: 2 }), await project.source()];
  const answers = [];
  for (let turn = 0; turn < 3; turn++) answers.push(await server.post("/v1/batch", batchOf(noisy, 30, turn * 30)));
  expect(answers.map(({ status }) => status)).toEqual([200, 429, 429]);
  expect(Number(answers[1]?.headers.get("retry-after"))).toBeGreaterThan(1);
  expect(await answers[1]?.json()).toMatchObject({ success: false, error: { code: "rate_limited" } });
  expect((await server.post("/v1/batch", batchOf(quiet, 30))).status).toBe(200);
  expect([(await server.received(noisy)).length, (await server.received(quiet)).length]).toEqual([30, 30]);
  expect(refusedByLimit(noisy.number)).toMatchObject({ requests: 2, events: 60 });
});

it("a day's quota counts what came before the process started, repeats too, and refuses until midnight", async () => {
  const source = await limited({});
  await server.post("/v1/batch", batchOf(source, 3));
  await server.post("/v1/batch", batchOf(source, 1));
  await server.ingest.settled();
  await planDb().source.update({ where: { id: source.id }, data: { eventsPerDay: 5 } });
  notify("sourcesChanged", { projectId: project.id });
  const third = await server.post("/v1/batch", batchOf(source, 2, 10));
  const fourth = await server.post("/v1/batch", batchOf(source, 1, 20));
  expect([third.status, fourth.status]).toEqual([200, 429]);
  expect(await fourth.json()).toMatchObject({ error: { code: "quota_reached" } });
  const left = (86_400_000 - (Date.now() % 86_400_000)) / 1_000;
  expect(Math.abs(Number(fourth.headers.get("retry-after")) - left)).toBeLessThan(60);
});

it("a vendor's client waits for as long as it is told, and each event is stored once", async () => {
  const source = await limited({ eventsPerSecond: 2 });
  await server.post("/v1/batch", batchOf(source, 21));
  const analytics = new Analytics({ writeKey: source.writeKey, host: server.url, flushAt: 2, maxRetries: 8 });
  for (const n of [100, 101]) analytics.track({ userId: "u", event: "T", properties: { n } });
  await analytics.closeAndFlush({ timeout: 30_000 });
  const sent = (await server.received(source)).map(
    ({ raw }) => (JSON.parse(raw) as { properties: { n: number } }).properties.n,
  );
  expect(sent.filter((n) => n >= 100).sort()).toEqual([100, 101]);
  expect(sent).toHaveLength(23);
});
