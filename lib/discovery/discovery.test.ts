/** What came beside the plan, read from stored calls; and what it becomes on a branch. */

import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { applyEdits } from "../plan/edit.ts";
import { emptyPlan, newEvent, newGroupType, newProperty, newTrait } from "../plan/new-object.ts";
import type { Json, Plan, Property } from "../plan/plan.ts";
import { fitsType } from "../plan/rules/example-fits.ts";
import { eventDb } from "../store/event-db.ts";
import { adoptionEdits, evidenceFor } from "./adopt.ts";
import { candidateOf } from "./candidate.ts";
import { loadDiscovered, loadUnplannedProperties } from "./discovery.ts";
import { loadEventProfile } from "./profile.ts";

useTestServer();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const text = (id: string, name: string) => newProperty({ id, name, type: { kind: "string" } });
const plan: Plan = {
  ...emptyPlan("test"),
  events: [
    newEvent({
      ...{ id: "evt_order", name: "Order Completed", identifier: "orderCompleted", formerNames: ["Order Done"] },
      properties: [
        text("prp_id", "order_id"),
        { ...text("prp_note", "note"), privacy: "personal" },
        newProperty({
          ...{ id: "prp_lines", name: "lines" },
          type: { kind: "array", items: { kind: "object", open: false, properties: [text("prp_sku", "sku")] } },
        }),
        newProperty({ id: "prp_free", name: "free", type: { kind: "any" } }),
      ],
    }),
    newEvent({ id: "evt_never", name: "Never Sent", identifier: "neverSent" }),
    newEvent({ id: "evt_old", name: "Old", identifier: "old", status: "deprecated" }),
    newEvent({ id: "evt_quiet", name: "Quiet", identifier: "quiet" }),
    newEvent({ id: "evt_gone", name: "Gone", identifier: "gone" }),
  ],
  userProperties: [newTrait({ id: "prp_tier", name: "tier", type: { kind: "string" } })],
  groupTypes: [
    newGroupType({ id: "grp_company", name: "company" }),
    newGroupType({
      ...{ id: "grp_team", name: "team" },
      properties: [newTrait({ id: "prp_size", name: "size", type: { kind: "integer" } })],
    }),
  ],
};
const month = { days: 30 };

const ORDER = {
  ...{ order_id: "B2", note: "call me", coupon: 5, free: { any: 1 } },
  lines: [{ sku: "a", "max/size": 3 }, { sku: "b", "max/size": 4.5, gift: { wrap: true } }, 7],
};

let project: TestProject;
let uid = 4096;

/** Stores calls as ingest would have, the given time ago. */
async function stored(source: number, calls: readonly { readonly ago: number; readonly call: object }[]) {
  const rows = calls.map(({ ago, call }) => {
    const one = call as { type: string; event?: string; userId: string };
    const at = new Date(Date.now() - ago).toISOString().replace("T", " ").replace("Z", "");
    uid += 1;
    return JSON.stringify({
      ...{ project: project.number, uid, source, environment: "production", received_at: at, ts: at },
      ...{ call_type: one.type, event_name: one.event ?? "", user_id: one.userId, verdict: "unplanned" },
      raw: JSON.stringify(call),
    });
  });
  await eventDb().insert("received", Buffer.from(`${rows.join("\n")}\n`), { token: `discovery-${uid}` });
}

beforeAll(async () => {
  project = await createTestProject();
  const web = await project.source({ slug: "web" });
  const app = await project.source({ slug: "app" });
  await project.publish(plan);
  const track = (event: string, properties: object, userId = "ann") => ({ type: "track", event, userId, properties });
  await stored(web.number, [
    ...Array.from({ length: 24 }, (_, at) => ({
      ago: HOUR + at,
      call: track(
        "Wish Saved",
        {
          kind: at % 2 === 0 ? "gift" : "own",
          price: at,
          contact: "jo@example.com",
          ...(at < 6 ? { note: null } : {}),
        },
        `user-${at % 3}`,
      ),
    })),
    { ago: 2 * HOUR, call: track("Order Done", { order_id: "A1", coupon: "TEN" }) },
    { ago: HOUR, call: { type: "identify", userId: "ann", traits: { tier: "gold", shoe_size: 41 } } },
    {
      ago: HOUR,
      call: { type: "group", userId: "ann", groupId: "t1", groupType: "team", traits: { size: 4, city: "Lyon" } },
    },
    ...[20, 19, 18, 17, 16, 15].flatMap((days) => [
      { ago: days * DAY, call: track("Quiet", {}) },
      { ago: days * DAY, call: track("Gone", {}) },
    ]),
    { ago: 10 * DAY, call: track("Quiet", {}) },
  ]);
  await stored(app.number, [
    { ago: 3 * HOUR, call: track("Order Completed", ORDER, "bob") },
    { ago: 40 * DAY, call: track("Long Ago", {}) },
  ]);
}, 120_000);

describe("what came beside the plan", () => {
  it("are events without a planned name, with who sent them; a former name is planned", async () => {
    const { unplanned, cut } = await loadDiscovered(project.authorized, month, 3);
    expect(unplanned.map(({ name, events, users }) => ({ name, events, users }))).toEqual([
      { name: "Wish Saved", events: 24, users: 3 },
    ]);
    expect(unplanned[0]?.sources.map(({ slug }) => slug)).toEqual(["web"]);
    expect(cut).toBe(false);
    const from = async (source: string) =>
      (await loadDiscovered(project.authorized, { days: 90, source }, 3)).unplanned.map(({ name }) => name);
    expect(await from("app")).toEqual(["Long Ago"]);
    await expect(from("nowhere")).rejects.toMatchObject({ code: "not_found" });
  });

  it("are planned events that never came, and those missed for longer than so many times their longest gap", async () => {
    const { missing, silent } = await loadDiscovered(project.authorized, month, 3);
    expect(missing.map(({ name }) => name)).toEqual(["Never Sent"]);
    // Quiet once was away for five days, and now for ten; Gone came every day, and not for fifteen.
    expect(silent.map(({ name, longestGap }) => ({ name, longestGap }))).toEqual([
      { name: "Gone", longestGap: 86_400 },
    ]);
    const impatient = await loadDiscovered(project.authorized, month, 1.5);
    expect(impatient.silent.map(({ name }) => name)).toEqual(["Gone", "Quiet"]);
  });

  it("are properties of planned events, users and groups, with their share and a type as wide as the values", async () => {
    const { items, since } = await loadUnplannedProperties(project.authorized, month);
    expect(since).toBeUndefined();
    const told = items.map(({ name, property, pointer, events, share, candidate, eventId }) => ({
      ...{ name, property, pointer, events, share, eventId, kind: candidate.type.kind },
    }));
    const order = { name: "Order Completed", eventId: "evt_order" };
    const half = { events: 1, share: 0.5 };
    const whole = { events: 1, share: 1, eventId: undefined };
    // A former name is the event's; what stands in a list counts once an event; free objects hold what they like.
    expect(told.toSorted((a, b) => (a.pointer < b.pointer ? -1 : 1))).toEqual([
      { name: "team", property: "city", pointer: "/city", ...whole, kind: "string" },
      { ...order, property: "coupon", pointer: "/coupon", events: 2, share: 1, kind: "union" },
      { ...order, property: "lines[].gift", pointer: "/lines/*/gift", ...half, kind: "object" },
      { ...order, property: "lines[].max/size", pointer: "/lines/*/max~1size", ...half, kind: "number" },
      { name: "", property: "shoe_size", pointer: "/shoe_size", ...whole, kind: "integer" },
    ]);
  });

  it("go into the plan where they stand: in a list's objects, and on the group they came of", async () => {
    const chosen = [
      { callType: "track", name: "Order Completed", property: "coupon" },
      { callType: "track", name: "Order Completed", property: "lines[].max/size" },
      { callType: "group", name: "team", property: "city" },
    ];
    const evidence = await evidenceFor(project.authorized, month, chosen);
    const done = applyEdits(plan, adoptionEdits(plan, chosen, evidence, false));
    const grown = done.ok ? done.plan : plan;
    expect(adoptionEdits(grown, chosen, evidence, false)).toEqual([]);
    const event = grown.events.find(({ id }) => id === "evt_order");
    const kindsOf = (properties: readonly Property[]) => properties.map(({ name, type }) => `${name}: ${type.kind}`);
    const lines = event?.properties.find(({ name }) => name === "lines")?.type;
    const items = lines?.kind === "array" && lines.items.kind === "object" ? lines.items.properties : [];
    expect(kindsOf(event?.properties ?? [])).toContain("coupon: union");
    expect(kindsOf(items)).toEqual(["sku: string", "max/size: number"]);
    expect(kindsOf(grown.groupTypes[1]?.properties ?? [])).toEqual(["size: integer", "city: string"]);
  });
});

describe("an event's profile", () => {
  const wish = { callType: "track", name: "Wish Saved" };

  it("says how often each property is filled, and with which values; what is private is covered", async () => {
    const profile = await loadEventProfile(project.authorized, month, wish);
    expect(profile.events).toBe(24);
    expect(profile.days.reduce((sum, { events }) => sum + events, 0)).toBe(24);
    const of = (name: string) => profile.properties.find(({ property }) => property === name);
    expect(of("note")?.share).toBe(0.25);
    expect(of("kind")?.candidate.listed).toEqual(["gift", "own"]);
    expect(of("kind")?.values).toEqual([
      { text: "gift", events: 12 },
      { text: "own", events: 12 },
    ]);
    expect(of("price")?.spread).toEqual([0, 5.75, 11.5, 17.25, 23]);
    expect(of("contact")).toMatchObject({ values: [{ text: "•••", events: 24 }], samples: ["•••"] });
    const order = await loadEventProfile(project.authorized, month, { callType: "track", name: "Order Completed" });
    expect(order.properties.find(({ property }) => property === "note")).toMatchObject({
      planned: true,
      samples: ["•••"],
    });
    const none = await loadEventProfile(project.authorized, month, { callType: "page", name: "Wish Saved" });
    expect(none).toMatchObject({ events: 0, days: [], properties: [] });
  });

  it("becomes an event of the plan that all of its calls fit", async () => {
    const { properties } = await loadEventProfile(project.authorized, month, wish);
    const evidence = new Map([["track Wish Saved", properties]]);
    const edits = adoptionEdits(plan, [wish], evidence, true);
    const done = applyEdits(plan, edits);
    const event = done.ok ? done.plan.events.find(({ name }) => name === "Wish Saved") : undefined;
    expect(event?.properties.map(({ name, required, privacy, type }) => ({ name, required, privacy, type }))).toEqual(
      expect.arrayContaining([
        { name: "kind", required: true, privacy: "none", type: { kind: "string", enum: ["gift", "own"] } },
        { name: "contact", required: true, privacy: "personal", type: { kind: "string", format: "email" } },
        { name: "price", required: true, privacy: "none", type: { kind: "integer" } },
        { name: "note", required: false, privacy: "none", type: { kind: "any" } },
      ]),
    );
    // What the plan has by now is not added again.
    if (done.ok) expect(adoptionEdits(done.plan, [wish], evidence, true)).toEqual([]);
  });
});

it("an inferred type takes every value it was inferred from", () => {
  const told = fc.oneof(
    fc.array(
      fc.constantFrom<Json>("2026-01-31", "2026-01-31T10:00:00Z", "a@b.co", "127.0.0.1", "https://a.b/c", "", null),
    ),
    fc.array(fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>),
  );
  fc.assert(
    fc.property(told, fc.boolean(), (samples, lists) => {
      const isText = samples.every((value) => typeof value === "string");
      const texts = isText ? [...new Set(samples.map(String))] : undefined;
      const { type, listed } = candidateOf({ samples, texts, events: 100, of: 100 });
      const listing = lists && listed !== undefined && type.kind === "string" ? { ...type, enum: listed } : type;
      for (const value of samples) expect(fitsType(listing, value)).toBe(true);
    }),
  );
});
