import { beforeAll, describe, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { newEvent, newProperty, newTrait } from "../plan/new-object.ts";
import type { Json, Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { sql } from "../store/sql.ts";
import { decideViolations } from "../violation/decide.ts";
import { listViolations, loadViolation } from "../violation/store.ts";
import { correctedCall } from "./corrected-call.ts";
import { loadHealth } from "./health.ts";
import { type LiveFilter, listLiveEvents } from "./live.ts";
import { resumeReplays } from "./replay-follow.ts";
import { listReverdicts, previewReverdict, releaseHeld } from "./reverdict.ts";
import { loadScore, scored } from "./score.ts";
import { paidEvent } from "./testing/paid-plan.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();

function planWhere(later: boolean): Plan {
  return {
    ...referencePlan,
    userProperties: [
      newTrait({
        id: "prp_t",
        name: "plan",
        type: later ? { kind: "any" } : { kind: "string", enum: ["free", "trial"] },
      }),
    ],
    events: [
      paidEvent(
        { type: { kind: later ? "any" : "number" }, required: true },
        {
          roles: ["purchase"],
          owner: "Growth",
          properties: [
            newProperty({ id: "prp_mail", name: "mail", type: { kind: "string" }, privacy: "personal" }),
            newProperty({ id: "prp_kind", name: "kind", type: { kind: "string", enum: ["card", "cash"] } }),
          ],
        },
      ),
      newEvent({
        id: "evt_seen",
        name: "Seen",
        identifier: "seen",
        properties: [newProperty({ id: "prp_n", name: "n", type: { kind: "integer" } })],
      }),
    ],
  };
}

let project: TestProject;
let shop: TestSource;
let app: TestSource;
let authorized: AuthorizedProject;
const where = () => sql`project = ${sql.as("UInt32", project.number)}`;

beforeAll(async () => {
  project = await createTestProject();
  authorized = project.authorized;
  shop = await project.source({ slug: "shop" });
  app = await project.source({ slug: "app", mode: "block" });
  await project.publish(planWhere(false));
});

const send = (source: TestSource, ...batch: object[]) => server.post("/v1/batch", { writeKey: source.writeKey, batch });
const paid = (userId: string, properties: object, more: object = {}) => ({
  type: "track",
  event: "Paid",
  userId,
  properties,
  ...more,
});

const release = (version: string) => ({ context: { app: { version } } });

describe("live events", () => {
  it("show what was just acknowledged, before it is in the event store, newest first", async () => {
    const fresh = await project.source({ slug: "fresh" });
    expect(await listLiveEvents(authorized, { sourceSlug: "fresh" })).toEqual([]);
    await send(fresh, paid("u1", { amount: 1, mail: "a@example.com" }), paid("u1", { amount: "1" }), {
      type: "track",
      event: 7,
    });

    const live = await listLiveEvents(authorized, { sourceSlug: "fresh", plan: planWhere(false) });
    expect(live.map(({ verdict, name, source }) => [verdict, name, source])).toEqual([
      ["malformed", "", "fresh"],
      ["violating", "Paid", "fresh"],
      ["conformant", "Paid", "fresh"],
    ]);
    const filtered = async () => {
      const named = async (filter: LiveFilter) =>
        (await listLiveEvents(authorized, { sourceSlug: "fresh", ...filter })).map(({ verdict }) => verdict);
      expect(await named({ verdict: "violating" })).toEqual(["violating"]);
      expect(await named({ search: "AI" })).toEqual(["violating", "conformant"]);
      expect(await named({ search: "u1", limit: 1 })).toEqual(["violating"]);
      expect(await named({ search: "u1", verdict: "malformed" })).toEqual([]);
      expect(await named({ search: "u" })).toEqual([]);
    };
    await filtered();
    expect(live[1]?.violations[0]?.message.en).toBe("“amount” must be number, not string.");
    expect(live[2]?.call).toMatchObject({ event: "Paid", properties: { amount: 1, mail: "•••" } });
    await server.ingest.settled();
    const later = await listLiveEvents(authorized, { sourceSlug: "fresh", plan: planWhere(false) });
    expect(later).toEqual(live);
    await filtered();
    expect(await listLiveEvents(authorized, { sourceSlug: "fresh", afterUid: live[1]?.uid ?? 0 })).toHaveLength(1);
    expect(await listLiveEvents(authorized, { eventId: "evt_paid", sourceSlug: "fresh" })).toHaveLength(2);
    expect(await listLiveEvents(authorized, { sourceSlug: "none" })).toEqual([]);
  });
});

describe("violations", () => {
  it("are grouped by what is wrong, with whom it concerns, where and since when", async () => {
    await send(
      shop,
      paid("v1", { amount: "1", kind: "card" }, release("2.1.0")),
      paid("v2", { amount: "2", kind: "wire" }, release("2.10.0")),
      paid("v2", { amount: "3" }, release("2.10.0")),
      { type: "track", event: "Payed", userId: "v3" },
      { type: "track", event: "Seen", anonymousId: "an1", userId: "v1", properties: { n: 1 } },
      paid("", { amount: "4" }, { anonymousId: "an1" }),
    );
    await send(app, paid("v9", { amount: "9" }));
    await server.ingest.settled();
    const { items, total } = await listViolations(authorized, { sources: ["shop", "app"], sort: "events" });
    expect(total).toBe(3);
    expect(
      items.map(({ code, eventName, path, events, held, users }) => [code, eventName, path, events, held, users]),
    ).toEqual([
      // v1 and an1 are one person: linked by the conformant event.
      ["type_mismatch", "Paid", "/properties/amount", 5, 5, 3],
      ["unplanned_event", "Payed", "/event", 1, 1, 1],
      ["value_constraint", "Paid", "/properties/kind", 1, 1, 1],
    ]);
    const [amount] = items;
    expect(amount).toMatchObject({
      eventId: "evt_paid",
      state: "open",
      planVersions: [1],
      appVersions: ["2.10.0", "2.1.0", ""],
      message: {
        en: "“amount” must be number, not string.",
        fr: "«\u00a0amount\u00a0» doit être de type nombre et non chaîne.",
      },
    });
    expect(amount?.sources.map(({ slug }) => slug).sort()).toEqual(["app", "shop"]);
    expect(amount?.trend.reduce((sum, { events }) => sum + events, 0)).toBe(5);
    expect((amount?.lastSeen.getTime() ?? 0) - (amount?.firstSeen.getTime() ?? 0)).toBeGreaterThanOrEqual(0);
  });

  it("are filtered, searched, sorted and paged", async () => {
    const total = async (filter: Parameters<typeof listViolations>[1]) =>
      (await listViolations(authorized, filter)).total;
    const both = { sources: ["shop", "app"] };
    expect(await total({ ...both, codes: ["unplanned_event"] })).toBe(1);
    expect(await total({ ...both, search: "KIND" })).toBe(1);
    expect(await total({ ...both, search: "nothing" })).toBe(0);
    expect(await total({ ...both, eventIds: ["evt_paid"] })).toBe(2);
    expect(await total({ ...both, environment: "staging" })).toBe(0);
    expect(await total({ sources: [] })).toBe(0);
    expect(await total({ ...both, to: new Date(Date.now() - 86_400_000) })).toBe(0);
    const second = await listViolations(authorized, { ...both, pageSize: 2, page: 2 });
    expect([second.items.length, second.total]).toEqual([1, 3]);
  });

  it("show samples with private values covered, and what names the event", async () => {
    await send(shop, paid("v5", { amount: "5", mail: "secret@example.com" }));
    await server.ingest.settled();
    const { items } = await listViolations(authorized, { search: "amount", sources: ["shop", "app"] });
    const fingerprint = items[0]?.fingerprint ?? "";
    const detail = await loadViolation(authorized, fingerprint, {
      plan: planWhere(false),
      definitions: [
        { id: "coh_1", kind: "cohort", name: "Buyers", definition: { kind: "count", event: { role: "purchase" } } },
        { id: "rep_1", kind: "report", name: "Seen", definition: { kind: "metric", event: { event: "evt_seen" } } },
      ],
    });
    expect(detail.samples.length).toBeGreaterThan(1);
    expect(detail.samples[0]).toMatchObject({
      source: "shop",
      verdict: "violating",
      call: { properties: { amount: "5", mail: "•••" } },
    });
    expect(JSON.stringify(detail.samples)).not.toContain("secret@");
    expect(detail.affected.map(({ id }) => id)).toEqual(["coh_1"]);
    await expect(loadViolation(authorized, "0".repeat(16))).rejects.toMatchObject({ code: "not_found" });
  });

  it("are decided upon by editors, and come back when they regress", async () => {
    const filter = { sources: ["shop", "app"] };
    const state = async () =>
      (
        await listViolations(authorized, {
          ...filter,
          search: "kind",
          states: ["open", "ignored", "resolved", "regressed"],
        })
      ).items[0];
    const fingerprint = (await state())?.fingerprint ?? "";
    const viewer = { ...authorized, role: "viewer" } as AuthorizedProject;
    const ignoring = decideViolations(viewer, [{ fingerprint, change: { to: "ignored" } }]);
    await expect(ignoring).rejects.toMatchObject({ code: "forbidden" });
    const until = new Date(Date.now() + 60_000);
    await decideViolations(authorized, [{ fingerprint, change: { to: "ignored", until }, note: "later" }]);
    expect(await state()).toMatchObject({ state: "ignored", note: "later" });
    expect((await listViolations(authorized, filter)).total).toBe(2);
    await decideViolations(authorized, [{ fingerprint, change: { to: "resolved", release: "2.11.0" } }]);
    await send(shop, paid("v6", { amount: 1, kind: "wire" }, release("2.10.0")));
    await server.ingest.settled();
    expect((await state())?.state).toBe("resolved");
    await send(shop, paid("v6", { amount: 1, kind: "wire" }, release("2.11.0")));
    await server.ingest.settled();
    expect((await state())?.state).toBe("regressed");
    const audit = await planDb().auditEntry.findMany({ where: { projectId: project.id }, orderBy: { id: "asc" } });
    expect(audit.map(({ action }) => action)).toEqual(["violation.ignored", "violation.resolved"]);
  });
});

describe("corrected calls", () => {
  it("say what to change, and the result conforms", async () => {
    const live = await listLiveEvents(authorized, { sourceSlug: "fresh", plan: planWhere(false) });
    const wrong = live.find(({ verdict }) => verdict === "violating");
    const { call, changes } = correctedCall(
      wrong?.call ?? null,
      wrong?.violations ?? [],
      planWhere(false),
      wrong?.eventId,
    );
    expect(call).toMatchObject({ properties: { amount: 1 } });
    expect(changes.map(({ en }) => en)).toEqual(["“amount” set to 1."]);
    const source = await project.source();
    await send(source, call as object);
    const [mended] = await listLiveEvents(authorized, { sourceSlug: source.slug });
    expect(mended?.verdict).toBe("conformant");
  });

  it("rename what was misspelt, add what is missing and choose among what is allowed", () => {
    const plan = planWhere(false);
    const call: Json = { type: "track", event: "Paid", properties: { amuont: 3, kind: "crad", extra: 1 } };
    const corrected = correctedCall(
      call,
      [
        { code: "required_missing", path: "/properties/amount", keyword: "required" },
        {
          code: "value_constraint",
          path: "/properties/kind",
          keyword: "enum",
          expected: ["card", "cash"],
          received: "crad",
        },
        { code: "unplanned_property", path: "/properties/amuont" },
        { code: "unplanned_property", path: "/properties/extra" },
      ],
      plan,
      "evt_paid",
    );
    expect(corrected.call).toEqual({ type: "track", event: "Paid", properties: { amount: 3, kind: "card" } });
    expect(corrected.changes.map(({ fr }) => fr)).toEqual([
      "«\u00a0amuont\u00a0» renommé «\u00a0amount\u00a0».",
      "«\u00a0extra\u00a0» retiré.",
      '«\u00a0kind\u00a0» mis à "card".',
    ]);
    expect(call).toEqual({ type: "track", event: "Paid", properties: { amuont: 3, kind: "crad", extra: 1 } });
    const unplanned = correctedCall(
      { type: "track", event: "Payed" },
      [{ code: "unplanned_event", path: "/event", received: "Payed" }],
      plan,
      undefined,
    );
    expect(unplanned.call).toEqual({ type: "track", event: "Paid" });
  });
});

it("the quality score is what one reckons by hand from the counts of the health page, whichever way it is parted", async () => {
  const source = await project.source({ slug: "scored" });
  const from = (release: string, name: string, properties = {}) => ({
    ...paid("s", properties),
    event: name,
    context: { app: { version: release } },
  });
  const good = { amount: 1 };
  await send(source, from("1.0", "Paid", good), from("1.0", "Paid", good), from("2.0", "Paid", good));
  await send(source, from("2.0", "Paid", { amount: "1" }), from("2.0", "Unheard Of"), { type: "track" });
  await server.ingest.settled();
  const filter = { sourceNumber: source.number };
  const health = await loadHealth(authorized, filter);
  const score = await loadScore(authorized, health, filter);
  const { received, conformant } = health.total;
  expect([received, conformant]).toEqual([6, 3]);
  expect(score.total).toEqual({ received, conformant, score: (100 * conformant) / received });
  expect(score.bySource).toEqual([expect.objectContaining({ received: 6, conformant: 3, score: 50 })]);
  expect(score.byRelease.map(({ release, score: own }) => [release, own])).toEqual([
    ["2.0", 33.3],
    ["1.0", 100],
    ["", 0],
  ]);
  expect(score.byOwner.map(({ owner, received: count, score: own }) => [owner, count, own])).toEqual([
    ["Growth", 4, 75],
    ["", 2, 0],
  ]);
  expect(scored(1_000_000, 999_999).score).toBe(99.9);
  expect(scored(0, 0).score).toBeNull();
});

describe("health", () => {
  it("adds up: received = conformant + violating + unplanned + malformed, duplicates apart", async () => {
    const source = await project.source({ slug: "health" });
    const one = { ...paid("h", { amount: 1 }), messageId: "health-1" };
    await send(
      source,
      one,
      one,
      paid("h", { amount: "1" }),
      { type: "track", event: "No", userId: "h" },
      { type: "track" },
    );
    await server.post("/v1/batch", "{", { "x-write-key": source.writeKey });
    await server.ingest.settled();
    const health = await loadHealth(authorized, { sourceNumber: source.number });
    expect(health.total).toEqual({
      received: 5,
      conformant: 1,
      violating: 1,
      unplanned: 1,
      malformed: 2,
      duplicates: 1,
    });
    expect(health.byHour.reduce((sum, { received }) => sum + received, 0)).toBe(5);
    expect(health.bySource).toEqual([
      expect.objectContaining({ received: 5, source: expect.objectContaining({ slug: "health" }) }),
    ]);
    await expect(loadHealth(authorized, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "cancelled" });
    const all = await loadHealth(authorized);
    const sums = all.byHour.every(
      (row) => row.received === row.conformant + row.violating + row.unplanned + row.malformed,
    );
    expect(sums).toBe(true);
    const [stored] = await server.rows<{ n: string }>(sql`select count() as n from received where ${where()}`);
    expect(String(all.total.received)).toBe(stored?.n);
  });
});

describe("releasing held events", () => {
  const inAnalysis = async () =>
    Number(
      (await server.rows<{ n: string }>(sql`select count() as n from events where ${where()} and repaired = 1`))[0]?.n,
    );

  it("brings those the latest version accepts into analysis, once, and says so", async () => {
    await send(
      shop,
      { type: "identify", userId: "r1", traits: { plan: "trial" } },
      { type: "identify", userId: "r1", traits: { plan: 42 } },
    );
    await server.ingest.settled();
    const { items } = await listViolations(authorized, { search: "/properties/amount", sort: "events" });
    const fingerprint = items[0]?.fingerprint ?? "";
    const held = items[0]?.held ?? 0;
    expect(await releaseHeld(authorized, { fingerprint })).toMatchObject({ planVersion: 1, released: 0 });
    await project.publish(planWhere(true));
    const preview = await previewReverdict(authorized, { fingerprint });
    // One is held by the blocking source, one also pays by wire.
    expect(preview).toEqual({ planVersion: 2, judged: held - 1, released: held - 2, stillHeld: 1, blocked: 1 });
    expect(await inAnalysis()).toBe(0);
    const { total: before } = await loadHealth(authorized);
    const first = await releaseHeld(authorized, { fingerprint });
    expect(first).toMatchObject({ judged: preview.judged, released: preview.released });
    expect(await inAnalysis()).toBe(preview.released);
    expect((await loadHealth(authorized)).total).toEqual({
      ...before,
      conformant: before.conformant + preview.released,
      violating: before.violating - preview.released,
    });
    const second = await releaseHeld(authorized, { fingerprint });
    expect(second).toMatchObject({ judged: 1, released: 0 });
    expect(await inAnalysis()).toBe(preview.released);
    const after = (await listViolations(authorized, { search: "/properties/amount", sort: "events" })).items[0];
    expect([after?.events, after?.held]).toEqual([items[0]?.events, 2]);
    const [people] = await server.rows<{ n: string }>(
      sql`select count() as n from people where ${where()} and id = 'v2'`,
    );
    expect(people?.n).toBe("1");
    expect((await listReverdicts(authorized))[0]).toMatchObject({ state: "done", released: 0, fingerprint });
    const audit = await planDb().auditEntry.count({ where: { projectId: project.id, action: "violation.release" } });
    expect(audit).toBe(3);
  });

  it("lets held traits apply, each at its own time", async () => {
    const value = () =>
      server.rows<{ n: number | null; s: string | null }>(
        sql`select tupleElement(v, 1) as n, tupleElement(v, 2) as s from (select argMax(tuple(n, s), tuple(ts, uid)) as v from traits
          where ${where()} and property_id = 'prp_t' and person = (select any(person) from people where ${where()} and id = 'r1'))`,
      );
    expect(await value()).toEqual([{ n: null, s: "trial" }]);
    expect((await releaseHeld(authorized)).released).toBeGreaterThan(0);
    expect(await value()).toEqual([{ n: 42, s: null }]);
    expect((await loadHealth(authorized)).total.received).toBe(
      Number((await server.rows<{ n: string }>(sql`select count() as n from received where ${where()}`))[0]?.n),
    );
  });

  it("finishes at the next start what a crash left half done, without counting anything twice", async () => {
    const own = await createTestProject();
    const source = await own.source();
    await own.publish(planWhere(false));
    await send(source, ...Array.from({ length: 20 }, (_, index) => paid(`c${index}`, { amount: "x" })));
    await server.ingest.settled();
    await own.publish(planWhere(true));
    const mine = sql`project = ${sql.as("UInt32", own.number)}`;
    // As a crash leaves it: the re-judgements are written, and the rows of only some of the events.
    const uids = await eventDb().query<{ uid: string }>(
      "test",
      sql`select uid from received where ${mine} order by uid`,
    );
    const lines = uids.map(({ uid }) =>
      JSON.stringify({
        project: own.number,
        uid: Number(uid),
        revision: 1,
        reverdict_id: "rev_crashed",
        plan_version: 2,
        event_id: "evt_paid",
        verdict: "conformant",
        disposition: "analysis",
        violations: "[]",
      }),
    );
    await eventDb().insert("reverdicts", Buffer.from(`${lines.join("\n")}\n`), { token: "crash-1" });
    const rows = uids.slice(0, 7).map(({ uid }) =>
      JSON.stringify({
        project: own.number,
        event_id: "evt_paid",
        person: 1,
        uid: Number(uid),
        environment: "production",
      }),
    );
    await eventDb().insert("events", Buffer.from(`${rows.join("\n")}\n`), { token: "crash-2" });
    await planDb().reverdict.create({
      data: { id: "rev_crashed", projectId: own.id, planVersion: 2, state: "running" },
    });
    await resumeReplays();
    await resumeReplays();
    const [events] = await eventDb().query<{ n: string; distinct: string }>(
      "test",
      sql`select count() as n, uniqExact(uid) as distinct from events where ${mine}`,
    );
    expect(events).toEqual({ n: "20", distinct: "20" });
    expect(await releaseHeld(own.authorized)).toMatchObject({ judged: 0, released: 0 });
  });

  it("runs once at a time", async () => {
    const own = await createTestProject();
    const source = await own.source();
    await own.publish(planWhere(false));
    await send(source, ...Array.from({ length: 300 }, (_, index) => paid(`p${index}`, { amount: "x" })));
    await server.ingest.settled();
    await own.publish(planWhere(true));
    const results = await Promise.allSettled([
      releaseHeld(own.authorized),
      releaseHeld(own.authorized),
      releaseHeld(own.authorized),
    ]);
    const released = results.map((result) => (result.status === "fulfilled" ? result.value.released : 0));
    expect(released.reduce((sum, count) => sum + count, 0)).toBe(300);
    const [events] = await eventDb().query<{ n: string }>(
      "test",
      sql`select count() as n from events where project = ${sql.as("UInt32", own.number)}`,
    );
    expect(events?.n).toBe("300");
  });
});
