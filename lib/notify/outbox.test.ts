/** Messages to a real receiver on this machine, by an injected clock. */

import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { outcome } from "../access/testing.ts";
import { readEnv, settleEnv } from "../base/env.ts";
import type { WebhookKind } from "../base/notification-kind.ts";
import { publishPlan } from "../plan/store-publish.ts";
import { editEvent, makeReviewWorld, type ReviewWorld } from "../review/testing.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { tellHappenings } from "./fan-out.ts";
import { DISABLED_AFTER_DAYS, nextTry, pruneDeliveries, sendDue } from "./outbox.ts";
import { retryAfter } from "./post.ts";
import { type Receiver, startReceiver } from "./testing.ts";
import { watchPlans } from "./watch-plans.ts";
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listDeliveries,
  listWebhooks,
  queueTest,
  rotateSecret,
  setWebhookEnabled,
  updateWebhook,
} from "./webhook.ts";
import { messageTo } from "./webhook-message.ts";

usePlanDb();

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const START = Date.parse("2026-05-04T08:00:00Z");
let here: ReviewWorld;
let owner: AuthorizedProject;
let receiver: Receiver;

beforeEach(async () => {
  settleEnv({ ...readEnv({}), publicUrl: "https://gabarit.example.test", privateWebhooks: ["127.0.0.0/8"] });
  await planDb().webhook.deleteMany();
  here = await makeReviewWorld();
  ({ owner } = here);
  receiver = await startReceiver();
  await watchPlans();
  await tellHappenings(START);
});
afterEach(() => receiver.stop());

const made = (kinds: readonly WebhookKind[] = ["published", "changed"], format: "signed" | "slack" = "signed") =>
  createWebhook(owner, { name: "Chat", format, url: receiver.url, language: "fr", kinds });

async function published(): Promise<void> {
  await publishPlan(owner, { notes: "for Ada" });
  await watchPlans();
  await tellHappenings(START);
}

const isSigned = (secret: string, { headers, body }: Receiver["taken"][number]): boolean => {
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const expected = `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  return String(headers["webhook-signature"]).split(" ").includes(expected);
};

describe("a message", () => {
  it("is signed, names things and no person, and is delivered once when it is taken", async () => {
    const { id, secret } = await made();
    await published();
    expect(await sendDue(START)).toBe(1);
    expect(await sendDue(START + DAY)).toBe(0);
    const [message] = receiver.taken;
    if (message === undefined) throw new Error("nothing was taken");
    expect(isSigned(secret, message)).toBe(true);
    const body = JSON.parse(message.body);
    expect(body).toMatchObject({
      type: "published",
      data: { project: owner.slug, text: "La version 1 a été publiée.", version: 1 },
    });
    expect(body.data.url).toBe(`https://gabarit.example.test/fr/${owner.slug}/versions/1`);
    expect(body.data.objects.length).toBeGreaterThan(0);
    for (const personal of ["owner", "editor", "Ada", "@"]) expect(message.body).not.toContain(personal);
    expect(await listDeliveries(owner, id)).toMatchObject([
      { kind: "published", state: "delivered", tries: 1, status: 200, excerpt: "ok", nextAt: null },
    ]);
  });

  it("comes at least once with the same id and body, ever later, as the receiver asks", async () => {
    const { id } = await made();
    await published();
    receiver.answer(503, { "Retry-After": "90" }, "busy");
    await sendDue(START);
    expect((await listDeliveries(owner, id))[0]).toMatchObject({ state: "waiting", status: 503, excerpt: "busy" });
    expect(await sendDue(START + 89_000)).toBe(0);
    receiver.answer(undefined);
    expect(await sendDue(START + 90_000)).toBe(1);
    expect((await listDeliveries(owner, id))[0]).toMatchObject({ status: null, excerpt: "ECONNRESET" });
    expect(await sendDue(START + 119_000)).toBe(0);
    receiver.answer(204);
    expect(await sendDue(START + 120_000)).toBe(1);
    expect(new Set(receiver.taken.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(receiver.taken.map(({ body }) => body)).size).toBe(1);
    expect((await listDeliveries(owner, id))[0]).toMatchObject({ state: "delivered", tries: 3, status: 204 });
    expect((await getWebhook(owner, id)).failingSince).toBeNull();
  });

  it("is sent again when the process ended before it knew, and is not sent by two at once", async () => {
    await made();
    await published();
    const both = await Promise.all([sendDue(START), sendDue(START)]);
    expect(both.sort()).toEqual([0, 1]);
    // As after a crash between the claim and the outcome.
    await planDb().webhookDelivery.updateMany({ data: { state: "waiting", nextAt: new Date(START + MINUTE) } });
    expect(await sendDue(START + MINUTE)).toBe(1);
    expect(receiver.taken).toHaveLength(2);
    expect(receiver.taken[0]?.headers["webhook-id"]).toBe(receiver.taken[1]?.headers["webhook-id"]);
    // Cut off by the end of the process: still waiting.
    await planDb().webhookDelivery.updateMany({ data: { state: "waiting", nextAt: new Date(START) } });
    expect(await sendDue(START + 2 * MINUTE, AbortSignal.abort())).toBe(1);
    expect(await planDb().webhookDelivery.count({ where: { state: "waiting" } })).toBe(1);
  });

  it("of edits is sent once an hour for one author and branch, and those after it wait for the next hour", async () => {
    await made();
    const edited = async (id: string, owned: string) => {
      await editEvent(owner, "main", id, { owner: owned });
      await watchPlans();
      await tellHappenings(START + 1);
    };
    const counts = () => receiver.taken.map(({ body }) => JSON.parse(body).data.objectCount);
    await edited("evt_payment", "A");
    await edited("evt_payment", "B");
    await edited("evt_signed_up", "A");
    expect(await sendDue(START + 1)).toBe(1);
    expect(counts()).toEqual([2]);
    await edited("evt_payment", "C");
    await edited("evt_signed_up", "C");
    expect(await sendDue(START + 59 * MINUTE)).toBe(0);
    expect(await sendDue(START + 60 * MINUTE)).toBe(1);
    expect(counts()).toEqual([2, 2]);
  });

  it("holds names of things and no more of them than can be read, on one line", () => {
    const hook = { id: "whk_1", format: "signed", language: "en" };
    const happened = { kind: "violation_new", createdAt: new Date(START), project: { slug: "shop", name: "Shop" } };
    const { data } = JSON.parse(
      messageTo(hook, happened, { subject: `a\n\u202e${"x".repeat(900)}`, fingerprint: "f", concerned: [] }),
    );
    expect(data.subject).toBe(`a ${"x".repeat(117)}…`);
    expect(data.text).toBe(`${data.subject} has a violation that was not seen before.`);
  });

  it("for Slack is text and blocks, with its signs escaped", async () => {
    const { id } = await made(["published"], "slack");
    await planDb().project.update({ where: { id: owner.projectId }, data: { name: "A <b> & c" } });
    await published();
    await queueTest(owner, id, new Date(START));
    await sendDue(START);
    const [first, test] = receiver.taken.map(({ body }) => JSON.parse(body));
    expect(first.text).toMatch(/^A &lt;b&gt; &amp; c\u00a0: La version 1 a été publiée\. https:\/\/gabarit/);
    expect(first.blocks[0].text).toEqual({
      type: "mrkdwn",
      text: "*A &lt;b&gt; &amp; c*\nLa version 1 a été publiée.",
    });
    expect(first.blocks[1].elements[0].url).toMatch(/\/versions\/1$/);
    expect(test.text).toContain("Ce message est un test\u00a0: il arrive.");
    expect(receiver.taken[0]?.headers["webhook-signature"]).toBeUndefined();
  });
});

describe("a receiver", () => {
  it("that takes nothing for days is disabled, and admins are told", async () => {
    const { id } = await made();
    await published();
    receiver.answer(500);
    await sendDue(START);
    await planDb().webhook.update({
      where: { id },
      data: { failingSince: new Date(START - DISABLED_AFTER_DAYS * DAY) },
    });
    await sendDue(START + 10_000);
    expect(await getWebhook(owner, id)).toMatchObject({
      disabledCause: "failing",
      disabledAt: new Date(START + 10_000),
    });
    expect(await listDeliveries(owner, id)).toMatchObject([{ state: "failed", nextAt: null }]);
    await tellHappenings(START + 20_000);
    const told = await planDb().notification.findMany({ where: { kind: "webhook_disabled" } });
    expect(told.map(({ personId }) => personId)).toContain(owner.actor.id);
    // Nothing more is queued until it is enabled again; a test goes out all the same.
    await editEvent(owner, "main", "evt_payment", { critical: true });
    await watchPlans();
    await tellHappenings(START);
    expect(await listDeliveries(owner, id)).toHaveLength(1);
    receiver.answer(200);
    await queueTest(owner, id, new Date(START));
    await sendDue(START + 30_000);
    expect((await listDeliveries(owner, id)).find(({ kind }) => kind === "test")?.state).toBe("delivered");
    await setWebhookEnabled(owner, id, true);
    expect((await getWebhook(owner, id)).disabledAt).toBeNull();
  });

  it("that is gone is disabled at once; an old message is given up", async () => {
    const { id } = await made();
    await published();
    receiver.answer(503);
    await sendDue(START);
    await sendDue(START + 4 * DAY);
    expect(await listDeliveries(owner, id)).toMatchObject([{ state: "failed", tries: 2 }]);
    await planDb().webhookDelivery.updateMany({
      data: { state: "waiting", nextAt: new Date(START), createdAt: new Date(START + 4 * DAY) },
    });
    receiver.answer(410);
    await sendDue(START + 4 * DAY);
    expect((await getWebhook(owner, id)).disabledCause).toBe("gone");
  });

  it("in a private network is refused where it is not permitted: when it is made, and when it is called", async () => {
    const { id } = await made();
    await published();
    settleEnv({ ...readEnv(), privateWebhooks: [] });
    for (const url of [receiver.url, "http://localhost/x", "http://10.0.0.1/", "http://[::1]/", "ftp://example.com/"]) {
      const refused = createWebhook(owner, { name: "x", format: "slack", url, language: "en", kinds: ["published"] });
      expect(await outcome(refused), url).toBe("invalid_input");
      expect(await outcome(updateWebhook(owner, id, { url })), url).toBe("invalid_input");
    }
    await sendDue(START);
    expect(receiver.taken).toEqual([]);
    expect((await listDeliveries(owner, id))[0]).toMatchObject({
      state: "waiting",
      status: null,
      excerpt: "ENOTPUBLIC",
    });
  });

  it("that wants to speak another protocol takes nothing", async () => {
    const { id } = await made();
    await published();
    receiver.answer(101, { Connection: "Upgrade", Upgrade: "x" });
    await sendDue(START);
    expect((await listDeliveries(owner, id))[0]).toMatchObject({ state: "waiting", status: 101 });
  });

  it("that fails is left alone until its message is tried again, and holds up no other", async () => {
    const { id } = await made();
    const other = await startReceiver();
    try {
      await createWebhook(owner, {
        name: "Other",
        format: "slack",
        url: other.url,
        language: "en",
        kinds: ["published"],
      });
      await published();
      await planDb().webhookDelivery.createMany({
        data: ["msg_b", "msg_c"].map((msg) => ({
          ...{ id: msg, webhookId: id, kind: "published", body: "{}" },
          ...{ createdAt: new Date(START + 1), nextAt: new Date(START) },
        })),
      });
      receiver.answer(500);
      expect(await sendDue(START)).toBe(2);
      expect([receiver.taken.length, other.taken.length]).toEqual([1, 1]);
      expect(await sendDue(START + 4000)).toBe(0);
      receiver.answer(200);
      expect(await sendDue(START + 5000)).toBe(3);
    } finally {
      await other.stop();
    }
  });

  it("that moved while it answered is not disabled for what its former address said", async () => {
    const { id } = await made();
    await published();
    receiver.answer(410);
    receiver.meanwhile(() => updateWebhook(owner, id, { url: "https://hooks.example.com/x" }));
    await sendDue(START);
    expect(await getWebhook(owner, id)).toMatchObject({ disabledAt: null, failingSince: null });
  });

  it("that redirects is not followed", async () => {
    const { id } = await made();
    await published();
    receiver.answer(302, { Location: receiver.url });
    await sendDue(START);
    expect(receiver.taken).toHaveLength(1);
    expect((await listDeliveries(owner, id))[0]).toMatchObject({ state: "waiting", status: 302 });
  });
});

describe("a webhook", () => {
  it("has another secret at another host, and for a day two where it is replaced", async () => {
    const { id, secret } = await made();
    const { secret: next } = await rotateSecret(owner, id, START);
    for (const at of [START, START + 25 * 60 * MINUTE]) {
      await queueTest(owner, id, new Date(at));
      await sendDue(at);
    }
    const [soon, later] = receiver.taken;
    if (soon === undefined || later === undefined) throw new Error("two messages were to come");
    expect([isSigned(next, soon), isSigned(secret, soon)]).toEqual([true, true]);
    expect([isSigned(next, later), isSigned(secret, later)]).toEqual([true, false]);
    expect(await updateWebhook(owner, id, { name: "Same", url: `${receiver.url}&more` })).toEqual({});
    const sealed = await updateWebhook(owner, id, { url: receiver.url.replace("http:", "https:") });
    expect(sealed.secret).toMatch(/^whsec_/);
    const moved = await updateWebhook(owner, id, { url: "https://hooks.example.com/T0/B0/x" });
    expect(moved.secret).toMatch(/^whsec_/);
    expect((await listWebhooks(owner))[0]).toMatchObject({ name: "Same", address: "https://hooks.example.com/…" });
    await deleteWebhook(owner, id);
    expect(await outcome(getWebhook(owner, id))).toBe("not_found");
  });

  it("keeps its latest 50 messages, and those that wait", async () => {
    const { id } = await made();
    await planDb().webhookDelivery.createMany({
      data: Array.from({ length: 60 }, (_, index) => ({
        id: `msg_${index}`,
        webhookId: id,
        kind: "test",
        body: "{}",
        createdAt: new Date(START + index),
        state: index === 0 ? "waiting" : "delivered",
      })),
    });
    await pruneDeliveries();
    expect(await planDb().webhookDelivery.count()).toBe(51);
  });
});

it("waits as long as the receiver asks, up to a day, and never shorter than its turn", () => {
  expect([1, 2, 3, 8, 30].map((tries) => nextTry(tries, undefined, 0) / 1000)).toEqual([5, 30, 120, 14_400, 14_400]);
  expect([nextTry(1, 2, 0), nextTry(1, 60, 0), nextTry(1, 10 ** 9, 0)]).toEqual([5000, 60_000, DAY]);
  expect(retryAfter("Mon, 04 May 2026 08:01:00 GMT", START)).toBe(60);
  expect([retryAfter("7", START), retryAfter("soon", START), retryAfter(undefined, START)]).toEqual([
    7,
    undefined,
    undefined,
  ]);
});
