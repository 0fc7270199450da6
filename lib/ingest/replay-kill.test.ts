import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { readDevelopmentVariable } from "../base/env.ts";
import { newTrait } from "../plan/new-object.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { closeEventDb, eventDb, openEventDb } from "../store/event-db.ts";
import { openPlanDb, planDb } from "../store/plan-db.ts";
import { sql } from "../store/sql.ts";
import { testDatabase } from "../store/testing.ts";
import { lastReverdicts } from "./replay.sql.ts";
import { randomFrom, useKilledProcess } from "./testing/killed-process.ts";
import { paidEvent } from "./testing/paid-plan.ts";
import { createTestProject } from "./testing/project.ts";

/** Few in every run; `npm run proof` asks for many, over more than one batch of changes. */
const asked = readDevelopmentVariable("TEST_KILL_CYCLES");
const CYCLES = Number(asked ?? 1);
const EVENTS = asked === undefined ? 2_000 : 50_000;
const LIFE_MS = asked === undefined ? 400 : 3_000;
const SEED = Date.now() % 1_000_000;

const server = useKilledProcess("replay-kill");

/** Version 1 takes numbers, version 2 texts: each brings in what the other withdraws. */
const planOf = (kind: "number" | "string") => ({
  ...referencePlan,
  userProperties: [newTrait({ id: "prp_plan", name: "plan", type: { kind } })],
  events: [paidEvent({ type: { kind }, required: true })],
});

function callOf(index: number): object {
  const value = index % 2 === 0 ? index : `v${index}`;
  const who = { userId: `u${index % 500}`, messageId: `m${index}` };
  return index % 10 < 8
    ? { type: "track", event: "Paid", ...who, properties: { amount: value } }
    : { type: "identify", ...who, traits: { plan: value } };
}

it(
  `a replay that is killed at random moments ends as one that was not (seed ${SEED})`,
  async () => {
    const random = randomFrom(SEED);
    const databaseUrl = await testDatabase("migrated");
    openPlanDb(databaseUrl);
    const project = await createTestProject();
    await project.publish(planOf("number"));
    const source = await project.source({ versionRule: "latest" });
    const mine = sql`project = ${sql.as("UInt32", project.number)}`;
    await server.start(databaseUrl);
    for (let at = 0; at < EVENTS; at += 500) {
      const batch = Array.from({ length: 500 }, (_, index) => callOf(at + index));
      const body = JSON.stringify({ writeKey: source.writeKey, batch });
      expect((await fetch(`http://127.0.0.1:${server.port}/v1/batch`, { method: "POST", body })).status).toBe(200);
    }
    await project.publish(planOf("string"));

    const states = () => planDb().reverdict.findMany({ where: { projectId: project.id }, select: { state: true } });
    let kills = 0;
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      const begun = (await states()).length;
      server.tell(JSON.stringify({ project: project.authorized, planVersion: cycle % 2 === 0 ? 2 : 1 }));
      await expect.poll(async () => (await states()).length, { timeout: 60_000 }).toBe(begun + 1);
      // As long as it goes on, it is killed again; then it is left alone until it has ended.
      do {
        await sleep(random() * LIFE_MS);
        await server.end("SIGKILL");
        kills += 1;
        await server.start(databaseUrl);
      } while (random() < 0.5 && (await states()).some(({ state }) => state === "running"));
      await expect
        .poll(async () => (await states()).every(({ state }) => state === "done"), { timeout: 300_000 })
        .toBe(true);
    }
    expect(await server.end("SIGTERM")).toBe(0);

    openEventDb({ dir: `${server.dataDir}/events` });
    const row = async (statement: ReturnType<typeof sql>) =>
      (await eventDb().query<Record<string, string>>("test", statement))[0];
    const isNumber = CYCLES % 2 === 0;
    // Every event of one kind of value is in analysis once, and nothing else is.
    expect(
      await row(sql`select count() as total, uniqExact(uid) as uids, countIf(isNull(n0) = ${sql.as("UInt8", isNumber ? 1 : 0)}) as others
        from events where ${mine}`),
    ).toEqual({ total: `${EVENTS * 0.4}`, uids: `${EVENTS * 0.4}`, others: "0" });
    expect(
      await row(sql`select count() as total, uniqExact(uid) as uids, countIf(isNull(n) = ${sql.as("UInt8", isNumber ? 1 : 0)}) as others
        from traits where ${mine} and property_id = 'prp_plan'`),
    ).toEqual({ total: `${EVENTS * 0.1}`, uids: `${EVENTS * 0.1}`, others: "0" });
    expect(
      await row(sql`select count() as received, countIf(if(v.last_revision = 0, toString(r.verdict), v.last_verdict) = 'conformant') as conformant
        from (select * from received where ${mine}) as r left join ${lastReverdicts(project.number)} as v on v.uid = r.uid`),
    ).toEqual({ received: `${EVENTS}`, conformant: `${EVENTS / 2}` });
    await closeEventDb();
    console.log(`seed ${SEED}: ${kills} kills of ${CYCLES} replays over ${EVENTS} events`);
  },
  200_000 * (CYCLES + 1),
);
