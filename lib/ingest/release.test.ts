import { afterEach, describe, expect, it, vi } from "vitest";
import { newTrait } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { sql } from "../store/sql.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { listViolations } from "../violation/store.ts";
import { lastBatch } from "./replay.sql.ts";
import { resumeReplays } from "./replay-follow.ts";
import { listReverdicts, previewReverdict, releaseHeld } from "./reverdict.ts";
import { storedInstant } from "./row.ts";
import { paidEvent } from "./testing/paid-plan.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { startTestServer, type TestServer } from "./testing/server.ts";

usePlanDb();
useEventDb();

function planWhere(later: boolean): Plan {
  const type = { kind: later ? "any" : "number" } as const;
  const userProperties = [newTrait({ id: "prp_t", name: "plan", type })];
  return { ...referencePlan, userProperties, events: [paidEvent({ type })] };
}

let server: TestServer;
afterEach(() => server.stop());

const paid = (userId: string) => ({ type: "track", event: "Paid", userId, properties: { amount: "x" } });
const identify = (userId: string) => ({ type: "identify", userId, traits: { plan: "x" } });

async function held(
  batch: readonly object[],
  mode: "quarantine" | "block" = "quarantine",
): Promise<{ project: TestProject; source: TestSource; mine: ReturnType<typeof sql> }> {
  const project = await createTestProject();
  const source = await project.source({ mode });
  await project.publish(planWhere(false));
  await server.post("/v1/batch", { writeKey: source.writeKey, batch });
  await server.ingest.settled();
  await project.publish(planWhere(true));
  return { project, source, mine: sql`project = ${sql.as("UInt32", project.number)}` };
}

describe("an event that the store refuses when it is released", () => {
  it.each(["quarantine", "block"] as const)("is kept out as before and says why (%s)", async (mode) => {
    server = await startTestServer();
    const { project, mine } = await held([paid("r1"), identify("r2")], mode);
    // A slot row that sends a text into a number column: the event table refuses what the plan accepts.
    const kept = { projectId: project.id, eventId: "evt_paid", propertyId: "prp_amount", storedAs: "json" };
    await planDb().propertySlot.updateMany({ where: kept, data: { slot: "n15" } });
    const choice = { includeBlocked: true };
    expect(await releaseHeld(project.authorized, choice)).toMatchObject({ judged: 2, released: 1 });
    const standing = await server.rows<Record<string, unknown>>(
      sql`select argMax(verdict, revision) as verdict, argMax(disposition, revision) as disposition, max(revision) as last
        from reverdicts where ${mine} group by uid order by uid`,
    );
    expect(standing).toEqual([
      { verdict: "malformed", disposition: mode === "block" ? "blocked" : "held", last: 2 },
      { verdict: "conformant", disposition: "analysis", last: 1 },
    ]);
    expect(await server.rows(sql`select uid from events where ${mine}`)).toEqual([]);
    expect((await listViolations(project.authorized, { codes: ["store_refused"] })).total).toBe(1);
    // Nothing is wrong with the event: it comes in once the store takes it.
    await planDb().propertySlot.updateMany({ where: kept, data: { slot: "s15" } });
    await server.stop();
    server = await startTestServer({ dataDir: server.dataDir });
    expect(await releaseHeld(project.authorized, choice)).toMatchObject({ judged: 1, released: 1 });
    expect(await server.rows(sql`select s15 from events where ${mine}`)).toEqual([{ s15: "x" }]);
  });
});

describe("a release under a version that is chosen", () => {
  it("takes what that version accepts, once, whatever the latest says; no other than a published one judges", async () => {
    server = await startTestServer();
    const project = await createTestProject();
    const source = await project.source();
    for (const later of [false, true, false]) await project.publish(planWhere(later));
    await server.post("/v1/batch", { writeKey: source.writeKey, batch: [paid("v1"), paid("v2"), identify("v3")] });
    await server.ingest.settled();
    const { authorized } = project;
    expect(await previewReverdict(authorized)).toMatchObject({ planVersion: 3, released: 0, stillHeld: 3 });
    expect(await previewReverdict(authorized, { planVersion: 2 })).toMatchObject({ planVersion: 2, released: 3 });
    for (const planVersion of [4, 2 ** 31 - 1]) {
      await expect(previewReverdict(authorized, { planVersion })).rejects.toMatchObject({ code: "not_found" });
      await expect(releaseHeld(authorized, { planVersion })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await releaseHeld(authorized, { planVersion: 2 })).toMatchObject({ planVersion: 2, judged: 3, released: 3 });
    expect(await releaseHeld(authorized, { planVersion: 2 })).toMatchObject({ judged: 0, released: 0 });
    // What entered analysis does not leave it because the latest version is asked afterwards.
    expect(await releaseHeld(authorized)).toMatchObject({ planVersion: 3, judged: 0, released: 0 });
    const mine = sql`project = ${sql.as("UInt32", project.number)}`;
    expect(
      await server.rows(sql`select plan_version, count() as n from events where ${mine} group by plan_version`),
    ).toEqual([{ plan_version: 2, n: "2" }]);
    expect((await listReverdicts(authorized)).map(({ planVersion }) => planVersion)).toEqual([3, 2, 2]);
  });
});

describe("an interrupted release", () => {
  it("is finished while events are taken already", async () => {
    server = await startTestServer();
    const { project, source } = await held([paid("b1")]);
    await planDb().reverdict.create({
      data: { id: "rev_waits", projectId: project.id, planVersion: 2, state: "running" },
    });
    await server.stop();
    const state = async () => (await listReverdicts(project.authorized))[0]?.state;
    // Nothing of it can be read before this lets go.
    await planDb().$transaction(
      async (db) => {
        await db.$executeRaw`lock table "Reverdict" in access exclusive mode`;
        server = await startTestServer({ dataDir: server.dataDir });
        expect((await server.post("/v1/batch", { writeKey: source.writeKey, batch: [paid("b2")] })).status).toBe(200);
      },
      { timeout: 60_000 },
    );
    await vi.waitUntil(async () => (await state()) === "failed", { timeout: 60_000 });
  });

  it("has only its last batch written again, and no row of it twice", async () => {
    server = await startTestServer();
    const { project, mine } = await held([identify("i0"), paid("i1"), identify("i2"), paid("i3"), identify("i4")]);
    const uids = (await server.rows<{ uid: string }>(sql`select uid from received where ${mine} order by uid`)).map(
      ({ uid }) => Number(uid),
    );
    const reverdict = (index: number, run: number, more: object = {}) => ({
      project: project.number,
      uid: uids[index],
      revision: 1,
      reverdict_id: "rev_two",
      judged_at: storedInstant(run),
      plan_version: 2,
      verdict: "conformant",
      disposition: "analysis",
      violations: "[]",
      ...more,
    });
    const insert = (table: "reverdicts" | "events", token: string, ...rows: object[]) =>
      eventDb().insert(table, Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join("")), { token });
    const last = async () =>
      (await eventDb().query<{ uid: string }>("test", lastBatch(project.number, "rev_two"))).map(({ uid }) =>
        uids.indexOf(Number(uid)),
      );
    const now = Date.now();
    await insert("reverdicts", "two-1", reverdict(0, now), reverdict(1, now));
    expect(await last()).toEqual([0, 1]);
    await insert("reverdicts", "two-2", reverdict(2, now + 5), reverdict(3, now + 5), reverdict(4, now + 5));
    expect(await last()).toEqual([2, 3, 4]);
    // Refused by the store meanwhile: no release brings it in.
    await insert("reverdicts", "two-3", reverdict(4, now + 9, { revision: 2, reverdict_id: "", verdict: "malformed" }));
    expect(await last()).toEqual([2, 3]);
    await planDb().reverdict.create({
      data: { id: "rev_two", projectId: project.id, planVersion: 2, state: "running" },
    });
    await resumeReplays();
    expect((await listReverdicts(project.authorized))[0]).toMatchObject({ state: "failed", released: 4 });
    const written = () => server.rows(sql`select uid from events where ${mine}`);
    expect(await written()).toEqual([{ uid: String(uids[3]) }]);
    await planDb().reverdict.update({ where: { id: "rev_two" }, data: { state: "running" } });
    await resumeReplays();
    expect(await written()).toEqual([{ uid: String(uids[3]) }]);
  });
});
