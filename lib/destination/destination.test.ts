/** From what arrives to what a real receiver on this machine was sent: everything that conforms, at least once, nothing else. */

import { createHmac } from "node:crypto";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { outcome } from "../access/testing.ts";
import { readEnv, settleEnv } from "../base/env.ts";
import { releaseHeld } from "../ingest/reverdict.ts";
import { paidEvent } from "../ingest/testing/paid-plan.ts";
import { createTestProject, type TestProject, type TestSource } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { type Receiver, startReceiver } from "../notify/testing.ts";
import { newEvent, newProperty } from "../plan/new-object.ts";
import { PRIVACY_CLASSES } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { advanceErasures } from "../privacy/erasure-worker.ts";
import { startErasure } from "../privacy/store.ts";
import { planDb } from "../store/plan-db.ts";
import type { DestinationKind } from "./destination.ts";
import { namesOf, namesText } from "./names-text.ts";
import { listBackfills, listDead, settleDead, startBackfill, stopBackfill } from "./past.ts";
import type { NewDestination } from "./sound.ts";
import {
  createDestination,
  deleteDestination,
  getDestination,
  listDestinations,
  pauseDestination,
  updateDestination,
  waitingFor,
} from "./store.ts";
import { sendTo } from "./turn.ts";

const server = useTestServer();
let made: TestProject;
let web: TestSource;
let receiver: Receiver;

beforeAll(async () => {
  made = await createTestProject();
  await made.publish(referencePlan);
  web = await made.source({ slug: "web" });
});
beforeEach(async () => {
  settleEnv({ ...readEnv({}), privateWebhooks: ["127.0.0.0/8"] });
  await planDb().destination.deleteMany({ where: { projectId: made.id } });
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

const create = (kind: DestinationKind, more: Partial<NewDestination> = {}) =>
  createDestination(made.authorized, {
    ...{ name: "Warehouse", kind, url: receiver.url, environments: ["production"], sources: [], events: [] },
    ...{ people: false, privacy: ["none", "pseudonymous"], names: {}, takes: "conformant" },
    ...(kind === "webhook" ? {} : { secret: "key_1" }),
    ...more,
  });

let numbered = 0;
const searched = (more: object = {}) => ({
  ...{ type: "track", event: "Product Searched", messageId: `m-${++numbered}`, userId: "u1" },
  ...{
    properties: { query: "shoe" },
    timestamp: "2026-05-04T08:00:00.000Z",
    context: { ip: "192.0.2.7", locale: "fr-FR" },
  },
  ...more,
});

async function arrive(batch: readonly object[], source = web): Promise<void> {
  expect((await server.post("/v1/batch", { batch, writeKey: source.writeKey })).status).toBe(200);
  await server.ingest.settled();
}

const bodies = () => receiver.taken.map(({ body }) => JSON.parse(body));
const segmentIds = () => bodies().flatMap(({ batch }) => batch.map((one: { messageId: string }) => one.messageId));

it("passes on what conforms from now on, and nothing else, as Segment's batch documents it", async () => {
  await arrive([searched({ messageId: "before" })]);
  const { id } = await create("segment");
  const rated = { event: "Article Rated", properties: { stars: 5, comment: "call me at 06" } };
  await arrive([
    searched({ messageId: "good" }),
    searched({ messageId: "bad", properties: { query: 5 } }),
    searched({ messageId: "nobody", event: "Never Planned" }),
    searched({ messageId: "rated", ...rated }),
    { type: "page", messageId: "home", name: "Home", anonymousId: "a1" },
    { type: "alias", messageId: "alias", userId: "u1", previousId: "a1" },
  ]);
  expect(await waitingFor(made.authorized, id)).toMatchObject({ events: 3, since: expect.any(Number) });
  expect(await sendTo(id, Date.now())).toBe(3);
  const [{ headers }] = receiver.taken as [Receiver["taken"][number]];
  expect(headers.authorization).toBe(`Basic ${Buffer.from("key_1:").toString("base64")}`);
  const [{ batch, sentAt }] = bodies();
  expect(Date.parse(sentAt)).toBeGreaterThan(0);
  expect(batch).toEqual([
    {
      ...{ type: "track", messageId: "good", timestamp: "2026-05-04T08:00:00.000Z", userId: "u1" },
      // The address of the network is personal.
      ...{ event: "Product Searched", properties: { query: "shoe" }, context: { locale: "fr-FR" } },
    },
    expect.objectContaining({ messageId: "rated", properties: { stars: 5 } }),
    expect.objectContaining({ type: "page", messageId: "home", name: "Home", anonymousId: "a1" }),
  ]);
  expect(await getDestination(made.authorized, id)).toMatchObject({ state: "sending", sent: 3, dead: 0, status: 200 });
  expect(await waitingFor(made.authorized, id)).toEqual({ events: 0, since: undefined });
  expect(await sendTo(id, Date.now() + 1)).toBe(0);
  expect(receiver.taken).toHaveLength(1);
});

it("chooses by event, source, environment and class, and names as the destination does", async () => {
  const staging = await made.source({ environment: "staging" });
  const { id } = await create("webhook", {
    ...{ environments: ["staging"], events: ["evt_rated"], privacy: ["none", "personal"] },
    ...{ names: { evt_rated: "rating", prp_comment: "text" } },
  });
  const rated = { event: "Article Rated", properties: { stars: 4, comment: "good" } };
  await arrive([searched(), searched(rated)]);
  await arrive([searched(), searched({ ...rated, messageId: "here" })], staging);
  const { secret } = await planDb().destination.findUniqueOrThrow({ where: { id } });
  expect(await sendTo(id, Date.now())).toBe(1);
  const [{ body, headers }] = receiver.taken as [Receiver["taken"][number]];
  expect(JSON.parse(body)).toMatchObject({
    type: "events",
    events: [
      {
        ...{ id: "here", type: "track", name: "rating", user_id: "u1", source: staging.slug, environment: "staging" },
        ...{ time: "2026-05-04T08:00:00.000Z", plan_version: 1, properties: { stars: 4, text: "good" } },
        context: { ip: null },
      },
    ],
  });
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
});

it("reads names as people write them, nested ones and those the plan has lost too", () => {
  const item = newProperty({ id: "prp_sku", name: "sku", type: { kind: "string" } });
  const lines = newProperty({
    ...{ id: "prp_lines", name: "lines" },
    type: { kind: "array", items: { kind: "object", properties: [item], open: false } },
  });
  const plan = {
    ...referencePlan,
    events: [newEvent({ id: "evt_o", name: "Order = Paid", identifier: "o", properties: [lines] })],
  };
  const text = "Order = Paid = purchase\nOrder = Paid > lines > sku = item_id\nprp_gone = old";
  const names = { evt_o: "purchase", prp_sku: "item_id", prp_gone: "old" };
  expect(namesOf(plan, text, { prp_gone: "x" })).toEqual({ names, wrong: undefined });
  expect(namesText(plan, names)).toBe(text);
  expect(namesOf(plan, text)).toMatchObject({ wrong: "prp_gone = old" });
  expect(namesOf(plan, "Order = Paid =")).toMatchObject({ wrong: "Order = Paid =" });
});

it("sends again what was not surely taken: after an answer of overload, after its time, and after a process that died", async () => {
  const { id } = await create("segment");
  await arrive([searched({ messageId: "once" })]);
  const now = Date.now();
  receiver.answer(503, { "retry-after": "120" });
  expect(await sendTo(id, now)).toBe(0);
  expect(await getDestination(made.authorized, id)).toMatchObject({ state: "failing", status: 503, sent: 0 });
  receiver.answer(200);
  expect(await sendTo(id, now + 119_000)).toBe(0);
  expect(receiver.taken).toHaveLength(1);
  // The process dies once the receiver has it and before that is written down: another claims it when the claim is over.
  receiver.meanwhile(() => planDb().destination.update({ where: { id }, data: { claim: "of another" } }));
  expect(await sendTo(id, now + 121_000)).toBe(0);
  receiver.meanwhile(() => Promise.resolve());
  expect(await sendTo(id, now + 121_001)).toBe(0);
  expect(await sendTo(id, now + 300_000)).toBe(1);
  expect(segmentIds()).toEqual(["once", "once", "once"]);
  expect(await getDestination(made.authorized, id)).toMatchObject({ state: "sending", failingSince: null, sent: 1 });
});

it("sets an event aside that is refused for what it is, once the receiver has taken others; it is tried again or given up", async () => {
  const { id } = await create("segment");
  await arrive([searched({ messageId: "alone" })]);
  receiver.answer(400, {}, "no such key");
  expect(await sendTo(id, Date.now())).toBe(0);
  // Nothing was taken ever: the key is wrong rather than the event.
  expect(await getDestination(made.authorized, id)).toMatchObject({
    state: "failing",
    dead: 0,
    excerpt: "no such key",
  });
  receiver.answer(200);
  let now = Date.now() + 60_000;
  expect(await sendTo(id, now)).toBe(1);
  await arrive(["a", "poison", "b"].map((messageId) => searched({ messageId })));
  receiver.judge(({ body }) => (body.includes("poison") ? 400 : 200));
  expect(await sendTo(id, ++now)).toBe(2);
  expect(await listDead(made.authorized, id)).toMatchObject([{ eventName: "Product Searched", status: 400 }]);
  expect(await getDestination(made.authorized, id)).toMatchObject({ state: "sending", sent: 3, dead: 1 });
  expect(await settleDead(made.authorized, id, "retry")).toBe(1);
  expect(await sendTo(id, ++now)).toBe(0);
  expect(await listDead(made.authorized, id)).toHaveLength(1);
  receiver.judge(() => 200);
  expect(await settleDead(made.authorized, id, "retry")).toBe(1);
  expect(await sendTo(id, ++now)).toBe(1);
  expect(await planDb().destinationDead.count({ where: { destinationId: id } })).toBe(0);
  expect(segmentIds().filter((one) => one === "b")).toHaveLength(2);
});

it("sends Mixpanel an import it documents, and sets aside what its answer names", async () => {
  const { id } = await create("mixpanel", { url: `${receiver.url}&project_id=7`, secret: "robot:pass", people: true });
  await arrive([
    searched({ messageId: "an id with spaces" }),
    searched({ messageId: "m2", userId: undefined, anonymousId: "a2" }),
    { type: "alias", userId: "u1", previousId: "a1" },
  ]);
  const failed = [{ index: 1, insert_id: "m2", field: "properties.time", message: "too old" }];
  receiver.answer(400, {}, JSON.stringify({ code: 400, failed_records: failed, num_records_imported: 1 }));
  expect(await sendTo(id, Date.now())).toBe(1);
  const [{ headers, body, path }] = receiver.taken as [Receiver["taken"][number]];
  expect(path).toBe("/hook?token=secret&project_id=7&strict=1");
  expect(headers.authorization).toBe(`Basic ${Buffer.from("robot:pass").toString("base64")}`);
  const time = Date.parse("2026-05-04T08:00:00Z");
  expect(JSON.parse(body)).toEqual([
    {
      event: "Product Searched",
      properties: expect.objectContaining({
        ...{ query: "shoe", time, distinct_id: "u1", $user_id: "u1" },
        $insert_id: expect.stringMatching(/^[0-9a-f]{36}$/),
      }),
    },
    { event: "Product Searched", properties: expect.objectContaining({ $device_id: "a2", $insert_id: "m2" }) },
  ]);
  expect(await listDead(made.authorized, id)).toMatchObject([{ status: 400, reason: "too old" }]);
});

it("fills in a span of the past after what arrives, and waits while it is paused", async () => {
  const from = new Date();
  await arrive(["p1", "p2"].map((messageId) => searched({ messageId })));
  const { id } = await create("segment");
  await arrive([searched({ messageId: "live" })]);
  const until = new Date(Date.now() + 1);
  const backfill = await startBackfill(made.authorized, id, { from, until });
  expect(await outcome(startBackfill(made.authorized, id, { from, until }))).toBe("conflict");
  await pauseDestination(made.authorized, id, true);
  expect(await sendTo(id, Date.now())).toBe(0);
  await pauseDestination(made.authorized, id, false);
  expect(await sendTo(id, Date.now() + 5)).toBe(4);
  expect(segmentIds()).toEqual(["live", "p1", "p2", "live"]);
  expect(await listBackfills(made.authorized, id)).toMatchObject([{ id: backfill, state: "done", sent: 3 }]);
  expect(await outcome(stopBackfill(made.authorized, id, backfill))).toBe("not_found");
});

it("hands no key to another address, and nothing to whoever is no admin", async () => {
  const { id } = await create("segment");
  const elsewhere = receiver.url.replace("127.0.0.1", "127.0.0.2");
  expect(await outcome(updateDestination(made.authorized, id, { url: elsewhere }))).toBe("invalid_input");
  await updateDestination(made.authorized, id, { url: elsewhere, secret: "key_2", name: "Lake" });
  expect(await listDestinations(made.authorized)).toMatchObject([{ id, name: "Lake" }]);
  expect(JSON.stringify(await listDestinations(made.authorized))).not.toMatch(/key_|token=secret/);
  expect(await outcome(create("segment", { url: "http://10.1.2.3/" }))).toBe("invalid_input");
  const editor = { ...made.authorized, role: "editor" } as TestProject["authorized"];
  expect(await outcome(listDestinations(editor))).toBe("forbidden");
  expect(await outcome(updateDestination(editor, id, { name: "Mine" }))).toBe("forbidden");
  const other = await createTestProject();
  expect(await outcome(getDestination(other.authorized, id))).toBe("not_found");
  expect(await outcome(deleteDestination(other.authorized, id))).toBe("not_found");
  await deleteDestination(made.authorized, id);
  expect(await listDestinations(made.authorized)).toEqual([]);
});

it("passes an event on once when it is released, whoever is ahead, and not what was stripped of another", async () => {
  const project = await createTestProject();
  const source = await project.source({ strip: "unplanned" });
  const planWhere = (type: "number" | "any") => ({ ...referencePlan, events: [paidEvent({ type: { kind: type } })] });
  await project.publish(planWhere("number"));
  const paid = (messageId: string, properties: object) => searched({ messageId, event: "Paid", properties });
  await arrive([paid("early", { amount: "x" })], source);
  const { id } = await createDestination(project.authorized, {
    ...{ name: "Lake", kind: "segment", url: receiver.url, secret: "k", environments: ["production"], sources: [] },
    ...{
      takes: "conformant",
      events: [],
      people: false,
      privacy: ["none", "pseudonymous", "personal", "sensitive"],
      names: {},
    },
  });
  await arrive([paid("whole", { amount: 1, extra: 2 }), paid("late", { amount: "y" })], source);
  await project.publish(planWhere("any"));
  expect(await releaseHeld(project.authorized)).toMatchObject({ released: 2 });
  const later = Date.now() + 120_000;
  expect(await sendTo(id, later)).toBe(3);
  const sent = bodies().flatMap(({ batch }) => batch as { messageId: string; properties: unknown }[]);
  expect(sent.map(({ messageId, properties }) => [messageId, properties])).toEqual([
    ["whole", { amount: 1 }],
    ["early", { amount: "x" }],
    ["late", { amount: "y" }],
  ]);
  expect(await sendTo(id, later + 1)).toBe(0);
  expect(receiver.taken).toHaveLength(2);
});

it("passes on what a source lets through to whoever asks for it, once, and what quarantine holds to nobody", async () => {
  const project = await createTestProject();
  await project.publish({ ...referencePlan, events: [paidEvent({ type: { kind: "number" } })] });
  const [observing, holding] = [
    await project.source({ mode: "observe" }),
    await project.source({ mode: "quarantine", slug: "held" }),
  ];
  const given = {
    ...{ name: "Lake", kind: "webhook" as const, url: receiver.url, environments: ["production" as const] },
    ...{ sources: [], events: [], people: false, names: {}, privacy: PRIVACY_CLASSES },
  };
  const { id: strict } = await createDestination(project.authorized, { ...given, takes: "conformant" });
  const { id } = await createDestination(project.authorized, { ...given, takes: "let_through" });
  const batch = (which: string) => [
    searched({ messageId: `good-${which}`, event: "Paid", properties: { amount: 1 } }),
    searched({ messageId: `bad-${which}`, event: "Paid", properties: { amount: "x" } }),
    searched({ messageId: `new-${which}`, event: "Never Planned", properties: { a: 1 } }),
    { ...searched({ messageId: `broken-${which}` }), event: 5 },
  ];
  await arrive(batch("observed"), observing);
  await arrive(batch("held"), holding);
  const now = Date.now();
  expect(await sendTo(strict, now)).toBe(2);
  receiver.forget();
  expect(await waitingFor(project.authorized, id)).toMatchObject({ events: 4 });
  expect(await sendTo(id, now)).toBe(4);
  const sent = bodies().flatMap(({ events }) => events);
  expect(sent.map(({ id: own, name, conformant, properties }) => [own, name, conformant, properties])).toEqual([
    ["good-observed", "Paid", undefined, { amount: 1 }],
    ["bad-observed", "Paid", false, { amount: "x" }],
    ["new-observed", "Never Planned", false, { a: 1 }],
    ["good-held", "Paid", undefined, { amount: 1 }],
  ]);
  await project.publish({ ...referencePlan, events: [paidEvent({ type: { kind: "any" } })] });
  expect(await releaseHeld(project.authorized)).toMatchObject({ released: 2 });
  receiver.forget();
  expect(await sendTo(id, now + 120_000)).toBe(1);
  expect(bodies().flatMap(({ events }) => events.map((one: { id: string }) => one.id))).toEqual(["bad-held"]);
});

it("keeps no answer to an event of somebody who is erased", async () => {
  const { id } = await create("segment");
  await arrive([searched()]);
  const now = Date.now();
  expect(await sendTo(id, now)).toBe(1);
  await arrive([searched({ userId: "somebody-who-leaves" })]);
  receiver.answer(400, {}, "no such user");
  expect(await sendTo(id, now + 1)).toBe(0);
  expect(await listDead(made.authorized, id)).toMatchObject([{ reason: "no such user" }]);
  await startErasure(made.authorized, { userId: "somebody-who-leaves" });
  await advanceErasures(new AbortController().signal);
  expect(await listDead(made.authorized, id)).toEqual([]);
});
