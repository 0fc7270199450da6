/** Replays: whatever was judged again before, analysis is what judging from scratch would have made of it. */

import fc from "fast-check";
import { beforeAll, expect, it, vi } from "vitest";
import { newTrait } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { planDb } from "../store/plan-db.ts";
import { Prisma } from "../store/prisma-client/client.ts";
import { sql } from "../store/sql.ts";
import { loadHealth } from "./health.ts";
import { cancelReplay, getReplay, listReplays, previewReplay, replayToEnd, startReplay } from "./replay.ts";
import { resumeReplays } from "./replay-follow.ts";
import { paidEvent } from "./testing/paid-plan.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();

const TYPES = [{ kind: "number" }, { kind: "string" }, { kind: "any" }] as const;

/** Version 1 takes numbers, 2 texts, 3 both. */
function planOf(type: (typeof TYPES)[number]): Plan {
  const userProperties = [
    newTrait({ id: "prp_plan", name: "plan", type }),
    newTrait({ id: "prp_age", name: "age", type: { kind: "any" } }),
  ];
  return { ...referencePlan, userProperties, events: [paidEvent({ type, required: true })] };
}

const VALUES = [7, "seven"];
const BATCH = VALUES.flatMap((value, at) => [
  { type: "track", event: "Paid", userId: `u${at}`, properties: { amount: value } },
  { type: "identify", userId: `u${at}`, anonymousId: "device", traits: { plan: value, age: at } },
  { type: "identify", userId: `w${at}`, traits: { plan: value } },
]);

async function world(): Promise<{ made: TestProject; source: TestSource }> {
  const made = await createTestProject();
  for (const type of TYPES) await made.publish(planOf(type));
  return { made, source: await made.source({ versionRule: "oldest" }) };
}

async function send(source: TestSource): Promise<void> {
  for (const call of BATCH)
    expect((await server.post("/v1/batch", { writeKey: source.writeKey, batch: [call] })).status).toBe(200);
  await server.ingest.settled();
}

/** All that analysis reads, without the numbers of events and people, and what the counts say. */
async function analysed({ number, authorized }: TestProject) {
  const mine = sql`project = ${sql.as("UInt32", number)}`;
  const names = sql`(select person, any(id) as id from people where ${mine} group by person)`;
  const events = await server.rows(
    sql`select p.id as id, e.event_id as event_id, e.n0 as n, e.s0 as s from (select * from events where ${mine}) as e
      inner join ${names} as p on p.person = e.person order by id`,
  );
  const traits = await server.rows(
    sql`select distinct p.id as id, t.property_id as property_id, t.n as n, t.s as s
      from (select * from traits where ${mine}) as t inner join ${names} as p on p.person = t.person order by id, property_id`,
  );
  const held = await server.rows(
    sql`select p.id as id, h.name as name from (select * from traits_held where ${mine}
        and (uid, property_id) not in (select uid, property_id from traits where ${mine})) as h
      left join ${names} as p on p.person = h.person order by id, name`,
  );
  const links = await server.rows(
    sql`select a.id as anonymous, u.id as user from (select anonymous, argMin(person, uid) as person from identity_links
        where ${mine} group by anonymous) as l
      inner join ${names} as a on a.person = l.anonymous inner join ${names} as u on u.person = l.person`,
  );
  const { conformant, violating, received } = (await loadHealth(authorized)).total;
  return { events, traits, held: held.length, links, counts: { conformant, violating, received } };
}

const scratch = new Map<number, Awaited<ReturnType<typeof analysed>>>();
beforeAll(async () => {
  for (const version of [1, 2, 3]) {
    const { made } = await world();
    await send(await made.source({ versionRule: String(version) as `${number}` }));
    scratch.set(version, await analysed(made));
  }
});

it("any sequence of replays leaves what judging from scratch under the last version gives", async () => {
  const { made, source } = await world();
  await send(source);
  expect(await analysed(made)).toEqual(scratch.get(1));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(1, 2, 3), { minLength: 1, maxLength: 3 }), async (versions) => {
      for (const planVersion of versions) {
        const done = await replayToEnd(made.authorized, { planVersion });
        expect(done).toMatchObject({ state: "done", judged: BATCH.length, refused: 0 });
        const again = await replayToEnd(made.authorized, { planVersion });
        expect(again.totals).toMatchObject({ added: 0, withdrawn: 0, moved: 0 });
      }
      expect(await analysed(made)).toEqual(scratch.get(versions.at(-1) ?? 0));
    }),
    { numRuns: 4 },
  );
});

it("a preview says by event what is added and withdrawn, with covered samples, and changes nothing", async () => {
  const { made, source } = await world();
  await send(source);
  const { id } = await previewReplay(made.authorized, { planVersion: 2 });
  await vi.waitUntil(async () => (await getReplay(made.authorized, id)).state === "done", { timeout: 20_000 });
  const found = await getReplay(made.authorized, id);
  expect(found).toMatchObject({ applies: false, planVersion: 2, judged: 6, total: 6 });
  expect(found.totals).toEqual({ stays: 0, added: 3, withdrawn: 3, moved: 0, held: 0 });
  expect(found.events.find(({ eventId }) => eventId === "evt_paid")).toMatchObject({ added: 1, withdrawn: 1 });
  const gone = found.samples.find(({ effect, eventId }) => effect === "withdrawn" && eventId === "evt_paid");
  expect(gone).toMatchObject({ call: { event: "Paid" }, breaks: [{ path: "/properties/amount" }] });
  expect(await analysed(made)).toEqual(scratch.get(1));
  expect(await listReplays(made.authorized)).toEqual({ items: [], total: 0, page: 1, pageSize: 50 });
  // Forgotten by the next one, once it is old.
  await planDb().reverdict.update({ where: { id }, data: { startedAt: new Date(Date.now() - 8 * 86_400_000) } });
  const next = await previewReplay(made.authorized, { planVersion: 3 });
  await vi.waitUntil(async () => (await getReplay(made.authorized, next.id)).state === "done", { timeout: 20_000 });
  await expect(getReplay(made.authorized, id)).rejects.toMatchObject({ code: "not_found" });
  await expect(startReplay(made.authorized, { branch: "main" })).rejects.toMatchObject({ code: "invalid_input" });
});

it("a range touches nothing beside it, and one that was stopped goes no further", async () => {
  const { made, source } = await world();
  await send(source);
  const other = await made.source({ versionRule: "oldest" });
  await send(other);
  const paid = await replayToEnd(made.authorized, { planVersion: 2, source: source.slug, event: "Paid" });
  expect(paid).toMatchObject({ judged: 2, totals: { added: 1, withdrawn: 1 } });
  const found = async (search: string) => (await listReplays(made.authorized, { search, state: "done" })).total;
  expect([await found("PAI"), await found("Unpaid"), await found(source.slug)]).toEqual([1, 0, 1]);
  const before = await replayToEnd(made.authorized, { planVersion: 2, until: new Date(0) });
  expect(before).toMatchObject({ judged: 0 });
  const { id } = await startReplay(made.authorized, { planVersion: 3, source: other.slug });
  await expect(startReplay(made.authorized, { planVersion: 3 })).rejects.toMatchObject({ code: "conflict" });
  await cancelReplay(made.authorized, id);
  await vi.waitUntil(async () => (await getReplay(made.authorized, id)).state !== "running", { timeout: 20_000 });
  const { total } = await loadHealth(made.authorized);
  expect(total.received).toBe(12);
});

it("a device whose first link is withdrawn belongs to the user of its next call in analysis, mended ones too", async () => {
  const { made, source } = await world();
  const mending = await made.source({ versionRule: "1", strip: "unplanned" });
  const from = (user: string, properties: object) => ({
    ...{ type: "track", event: "Paid", userId: user, anonymousId: "device", properties },
  });
  await server.post("/v1/batch", { writeKey: source.writeKey, batch: [from("first", { amount: 7 })] });
  await server.post("/v1/batch", { writeKey: mending.writeKey, batch: [from("second", { amount: 8, extra: 1 })] });
  await server.ingest.settled();
  const links = async () => (await analysed(made)).links;
  expect(await links()).toEqual([{ anonymous: "device", user: "first" }]);
  expect(await replayToEnd(made.authorized, { planVersion: 2, source: source.slug })).toMatchObject({
    totals: { withdrawn: 1 },
  });
  expect(await links()).toEqual([{ anonymous: "device", user: "second" }]);
});

it("what a crash cut short is brought to its end, each event once", async () => {
  const { made, source } = await world();
  await send(source);
  const { id } = await replayToEnd(made.authorized, { planVersion: 2 });
  // As after a crash: the judgements are in, and of what analysis reads nothing is known for certain.
  const mine = sql`project = ${sql.as("UInt32", made.number)}`;
  await planDb().reverdict.update({ where: { id }, data: { state: "running", cursor: 0, result: Prisma.DbNull } });
  await resumeReplays({ projectId: made.id });
  expect(await analysed(made)).toEqual(scratch.get(2));
  expect((await getReplay(made.authorized, id)).state).toBe("done");
  expect(await server.rows(sql`select count() as n from events where ${mine}`)).toEqual([{ n: "1" }]);
});
