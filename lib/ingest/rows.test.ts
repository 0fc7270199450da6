import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newEvent, newGroupType, newProperty, newTrait } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { closeEventDb, openEventDb } from "../store/event-db.ts";
import { sql } from "../store/sql.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { startTestServer, type TestServer } from "./testing/server.ts";

usePlanDb();
const events = useEventDb();

const plan: Plan = {
  ...referencePlan,
  userProperties: [
    newTrait({ id: "prp_t_plan", name: "plan", type: { kind: "string", enum: ["free", "trial", "pro"] } }),
    newTrait({ id: "prp_t_nps", name: "nps", type: { kind: "integer", nullable: true } }),
    newTrait({ id: "prp_t_vip", name: "vip", type: { kind: "boolean" } }),
    newTrait({ id: "prp_t_since", name: "since", type: { kind: "string", format: "date-time" } }),
    newTrait({ id: "prp_t_tags", name: "tags", type: { kind: "array", items: { kind: "string" } } }),
  ],
  groupTypes: [
    newGroupType({
      id: "grp_team",
      name: "team",
      properties: [newTrait({ id: "prp_g_size", name: "size", type: { kind: "integer" } })],
    }),
  ],
  events: [
    newEvent({
      id: "evt_all",
      name: "All",
      identifier: "all",
      properties: [
        newProperty({ id: "prp_n", name: "n", type: { kind: "number" } }),
        newProperty({ id: "prp_b", name: "b", type: { kind: "boolean", nullable: true } }),
        newProperty({ id: "prp_d", name: "d", type: { kind: "string", format: "date-time" } }),
        newProperty({ id: "prp_s", name: "s", type: { kind: "string" } }),
        newProperty({ id: "prp_o", name: "o", type: { kind: "any" } }),
      ],
    }),
    newEvent({
      id: "evt_wide",
      name: "Wide",
      identifier: "wide",
      properties: Array.from({ length: 20 }, (_, index) =>
        newProperty({ id: `prp_w${index}`, name: `w${index}`, type: { kind: "number" } }),
      ),
    }),
    newEvent({ id: "evt_page", callType: "page", name: "Page", identifier: "page", open: true }),
  ],
};

let server: TestServer;
let project: TestProject;
let source: TestSource;

beforeAll(async () => {
  server = await startTestServer();
  project = await createTestProject();
  source = await project.source();
  await project.publish(plan);
});
afterAll(() => server.stop());

const send = (...batch: object[]) => server.post("/v1/batch", { writeKey: source.writeKey, batch });
const all = (userId: string, properties: object, more: object = {}) => ({
  type: "track",
  event: "All",
  userId,
  properties,
  ...more,
});
const mine = () => sql`project = ${sql.as("UInt32", project.number)}`;

interface Person {
  readonly person: number;
  readonly kind: string;
  readonly id: string;
}
const people = async () =>
  new Map(
    (await server.rows<Person>(sql`select * from people where ${mine()}`)).map((row) => [
      `${row.kind} ${row.id}`,
      row.person,
    ]),
  );

describe("properties of conformant events", () => {
  it("stand in the slots of their type; null and absent leave theirs empty", async () => {
    await send(
      all("slots", { n: 1.5, b: true, d: "2026-01-01T00:00:00.000Z", s: "é", o: { a: [1, null] } }),
      all("slots", { n: 0, b: null, s: "" }),
      all("slots", { o: "text" }),
      all("slots", { o: null }),
    );
    const person = (await people()).get("user slots");
    const rows = await server.rows(
      sql`select n0, n1, n2, s0, s1 from events where ${mine()} and person = ${sql.as("UInt32", person)} order by uid`,
    );
    expect(rows).toEqual([
      { n0: 1.5, n1: 1, n2: Date.UTC(2026, 0, 1), s0: "é", s1: '{"a":[1,null]}' },
      { n0: 0, n1: null, n2: null, s0: "", s1: null },
      { n0: null, n1: null, n2: null, s0: null, s1: "text" },
      { n0: null, n1: null, n2: null, s0: null, s1: null },
    ]);
  });

  it("overflow into a map when the columns are used up", async () => {
    const properties = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`w${index}`, index / 2]));
    await send({ type: "track", event: "Wide", userId: "wide", properties });
    const [row] = await server.rows<Record<string, unknown>>(
      sql`select n15, overflow from events where ${mine()} and event_id = 'evt_wide'`,
    );
    expect(row).toEqual({ n15: 7.5, overflow: { prp_w16: "8", prp_w17: "8.5", prp_w18: "9", prp_w19: "9.5" } });
  });

  it("never reach analysis from an event that does not conform", async () => {
    await send(
      all("kept-out", { n: "1" }),
      { type: "track", event: "Unplanned", userId: "kept-out" },
      { type: "track", userId: "kept-out", event: 3 },
    );
    await server.ingest.settled();
    expect((await people()).has("user kept-out")).toBe(false);
    const [counts] = await server.rows<Record<string, string>>(
      sql`select countIf(verdict = 'violating') as violating, countIf(verdict = 'unplanned') as unplanned, countIf(verdict = 'malformed') as malformed
        from received where ${mine()} and (user_id = 'kept-out' or verdict = 'malformed')`,
    );
    expect(counts).toEqual({ violating: "1", unplanned: "1", malformed: "1" });
    const violations = await server.rows<{ code: string; path: string; person: number }>(
      sql`select code, path, person from violations where ${mine()} and uid in (select uid from received where user_id = 'kept-out' or verdict = 'malformed') order by uid`,
    );
    expect(violations.map(({ code, path }) => [code, path])).toEqual([
      ["type_mismatch", "/properties/n"],
      ["unplanned_event", "/event"],
      ["malformed", "/event"],
    ]);
    expect(violations[0]?.person).toBeGreaterThan(0);
  });

  it("come with automatic ones, derived where the SDK left them out", async () => {
    const userAgent =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1";
    const context = {
      userAgent,
      locale: "fr-FR",
      timezone: "Europe/Paris",
      ip: "192.0.2.7",
      app: { version: "2.4.1" },
      page: {
        url: "https://shop.example/a?utm_source=news&utm_medium=email",
        path: "/a",
        search: "?utm_source=news",
        referrer: "https://www.google.com/x",
      },
    };
    await send(all("automatic", {}, { context }));
    const [row] = await server.rows<Record<string, string>>(
      sql`select columns('^auto_') from events where ${mine()} and auto_time_zone = 'Europe/Paris'`,
    );
    expect(row).toMatchObject({
      auto_device_type: "mobile",
      auto_os_name: "iOS",
      auto_app_version: "2.4.1",
      auto_language: "fr-FR",
      auto_country: "FR",
      auto_page_path: "/a",
      auto_utm_source: "news",
      // Not switched on in this plan.
      auto_browser_name: "",
      auto_utm_medium: "",
    });
  });
});

describe("people", () => {
  it("are the user, else the anonymous id; a call with both links them, the first link first", async () => {
    const track = (ids: object) => ({ type: "page", ...ids });
    await send(track({ anonymousId: "anon-1" }), track({ anonymousId: "anon-1", userId: "user-1" }));
    await send(track({ anonymousId: "anon-1", userId: "user-2" }), track({ userId: "user-1" }));
    await send({ type: "alias", previousId: "anon-2", userId: "user-2" });
    await send({ type: "track", event: "Unplanned", anonymousId: "anon-3", userId: "user-1" });
    const known = await people();
    const links = await server.rows<{ anonymous: number; person: number }>(
      sql`select anonymous, argMin(person, uid) as person from identity_links where ${mine()} group by anonymous order by anonymous`,
    );
    expect(links).toEqual([
      { anonymous: known.get("anonymous anon-1"), person: known.get("user user-1") },
      { anonymous: known.get("anonymous anon-2"), person: known.get("user user-2") },
    ]);
    expect(known.has("anonymous anon-3")).toBe(false);
  });
});

describe("traits", () => {
  const latest = (subject: string, property: string) =>
    server.rows<{ n: number | null; s: string | null }>(
      sql`select tupleElement(value, 1) as n, tupleElement(value, 2) as s from (
        select argMax(tuple(n, s), tuple(ts, uid)) as value from traits
        where ${mine()} and subject = ${subject} and property_id = ${property})`,
    );

  it("that break the plan never replace the earlier valid value, and are counted as held", async () => {
    const identify = (traits: object) => ({ type: "identify", userId: "trial-user", traits });
    await send(identify({ plan: "trial", nps: 3, vip: true, since: "2026-01-01T00:00:00Z", tags: ["a"] }));
    await send(identify({ plan: 42, nps: 9, shoe: 43 }));
    expect(await latest("user", "prp_t_plan")).toEqual([{ n: null, s: "trial" }]);
    expect(await latest("user", "prp_t_nps")).toEqual([{ n: 9, s: null }]);
    expect(await latest("user", "prp_t_vip")).toEqual([{ n: 1, s: null }]);
    expect(await latest("user", "prp_t_since")).toEqual([{ n: null, s: "2026-01-01T00:00:00Z" }]);
    expect(await latest("user", "prp_t_tags")).toEqual([{ n: null, s: '["a"]' }]);
    const held = await server.rows(sql`select name, property_id, value from traits_held where ${mine()} order by name`);
    expect(held).toEqual([
      { name: "plan", property_id: "prp_t_plan", value: "42" },
      { name: "shoe", property_id: "", value: "43" },
    ]);
    const [row] = await server.rows(
      sql`select verdict, traits_held, disposition from received where ${mine()} and user_id = 'trial-user' and traits_held > 0`,
    );
    expect(row).toEqual({ verdict: "violating", traits_held: 2, disposition: "held" });
    await send(identify({ nps: null }));
    expect(await latest("user", "prp_t_nps")).toEqual([{ n: null, s: null }]);
  });

  it("that are none still make the person known, when the call conforms", async () => {
    await send(
      { type: "identify", userId: "bare" },
      { type: "identify", userId: "unruly", traits: { shoe: 43 } },
      { type: "identify", userId: "told", traits: { nps: 5 } },
    );
    const known = await people();
    expect([known.has("user bare"), known.has("user unruly"), known.has("user told")]).toEqual([true, false, true]);
    const rows = await server.rows<{ person: number; property_id: string; n: number | null }>(
      sql`select person, property_id, n from traits where ${mine()} and subject = 'user'
        and person in (select person from people where ${mine()} and id in ('bare', 'unruly', 'told')) order by uid`,
    );
    expect(rows).toEqual([
      { person: known.get("user bare"), property_id: "", n: null },
      { person: known.get("user told"), property_id: "prp_t_nps", n: 5 },
    ]);
  });

  it("of groups belong to the group, and a group call tells who belongs", async () => {
    await send({ type: "group", userId: "member", groupId: "team-1", traits: { size: 4 } });
    await send({ type: "group", userId: "member", groupId: "team-2" });
    expect(await latest("group", "prp_g_size")).toEqual([{ n: 4, s: null }]);
    const person = (await people()).get("user member");
    const groups = await server.rows<{ group_id: string }>(
      sql`select distinct group_id from traits where ${mine()} and subject = 'group' and person = ${sql.as("UInt32", person)} order by group_id`,
    );
    expect(groups.map(({ group_id }) => group_id)).toEqual(["team-1", "team-2"]);
  });
});

describe("texts that are hard to keep", () => {
  it("are stored, with what has no UTF-8 form replaced", async () => {
    const hard = ["\u0000", "\ud800 lone", "\u2028", "🎉", "\\ud800", "'); drop table events; --", "‮rtl"];
    await send(...hard.map((s, index) => all(`hard ${s}`, { s }, { messageId: `hard-${index}` })));
    const rows = await server.rows<{ s0: string }>(
      sql`select s0 from events where ${mine()} and person in (select person from people where startsWith(id, 'hard ')) order by uid`,
    );
    expect(rows.map(({ s0 }) => s0)).toEqual(hard.map((text) => (text === "\ud800 lone" ? "\ufffd lone" : text)));
  });
});

describe("while the event store is away", () => {
  it("events are acknowledged all the same, and stored when it is back", async () => {
    await server.ingest.settled();
    await closeEventDb();
    expect((await send(all("patient", { n: 1 }))).status).toBe(200);
    // The forwarder has the first one in hand and cannot put it anywhere.
    await vi.waitUntil(() => server.ingest.journal.pendingBatch() !== undefined, { timeout: 60_000 });
    expect((await send(all("patient", { n: 2 }))).status).toBe(200);
    expect(server.ingest.stats().backlogBytes).toBeGreaterThan(0);
    openEventDb({ dir: events.folder() });
    const person = (await people()).get("user patient");
    const [row] = await server.rows<{ total: number }>(
      sql`select sum(n0) as total from events where ${mine()} and person = ${sql.as("UInt32", person)}`,
    );
    expect(row?.total).toBe(3);
    expect(server.ingest.stats().backlogBytes).toBe(0);
  });
});

describe("the forwarder's thread", () => {
  it("stores the same as the accepting one would", async () => {
    await server.stop();
    server = await startTestServer({ forwardIn: "worker" });
    await send(...Array.from({ length: 50 }, (_, index) => all("threaded", { n: index })));
    const person = (await people()).get("user threaded");
    expect(person).toBeGreaterThan(0);
    const [row] = await server.rows<{ events: string; total: number }>(
      sql`select count() as events, sum(n0) as total from events where ${mine()} and person = ${sql.as("UInt32", person)}`,
    );
    expect(row).toEqual({ events: "50", total: 1_225 });
  });

  it("goes on numbering where the event store is, when the data folder is new", async () => {
    const before = await people();
    await send(all("newcomer", {}), all("slots", {}));
    const after = await people();
    expect(after.get("user slots")).toBe(before.get("user slots"));
    expect(after.get("user newcomer")).toBeGreaterThan(Math.max(...before.values()));
  });
});
