/** From an edit, a publish or a review to the bell of those who follow, through the store. */

import { beforeEach, describe, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { outcome } from "../access/testing.ts";
import { startMailSink, useMailServer } from "../mail/testing.ts";
import { createBranch } from "../plan/store-branch.ts";
import { publishPlan } from "../plan/store-publish.ts";
import { startThread } from "../review/comment.ts";
import { countUnread, listNotifications, markRead } from "../review/notification.ts";
import { askForReview, mergeReviewed } from "../review/store.ts";
import { editEvent, makeReviewWorld, type ReviewWorld } from "../review/testing.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { tellHappenings } from "./fan-out.ts";
import { follow, isFollowing, listFollows, unfollow } from "./follow.ts";
import { sendLetters } from "./letters-due.ts";
import { noticePath, noticeSentence } from "./notice-sentence.ts";
import { keepPreference, preferenceOf } from "./preference.ts";
import { endLettersBy } from "./unsubscribe.ts";
import { watchExpiries } from "./watch-days.ts";
import { watchPlans } from "./watch-plans.ts";

usePlanDb();

const EVENT = "evt_payment";
let here: ReviewWorld;
let editor: AuthorizedProject;
let rita: AuthorizedProject;

async function settle(): Promise<void> {
  await watchPlans();
  while ((await tellHappenings(Date.now())) > 0);
}

beforeEach(async () => {
  await planDb().notification.deleteMany();
  here = await makeReviewWorld();
  ({ editor } = here);
  rita = await here.person("Rita Bloch", "viewer");
  // Whoever is made here has a name in the address that no mail server takes.
  await planDb().person.update({ where: { id: rita.actor.id }, data: { email: `${rita.actor.id}@example.test` } });
  await settle();
});

const bell = async (of: AuthorizedProject) => {
  const { items } = await listNotifications(of);
  return items.map(({ kind, payload }) => [
    noticeSentence("en", { kind, payload }),
    noticePath("shop", { kind, payload }),
  ]);
};

describe("an event that is followed", () => {
  beforeEach(() => follow(rita, { kind: "event", target: EVENT }));

  it("is told of where it changes on a branch, on main by the merge, and as published", async () => {
    await createBranch(editor, { name: "loyalty" });
    await editEvent(editor, "loyalty", EVENT, { owner: "Growth" });
    await settle();
    expect(await bell(rita)).toEqual([
      ["editor changed Payment Attempted on loyalty.", `/shop/plan/branches/loyalty#change-event-${EVENT}`],
    ]);
    await mergeReviewed(editor, "loyalty");
    await publishPlan(here.owner, { notes: "" });
    await settle();
    const [published, merged] = await bell(rita);
    expect(merged).toEqual(["editor changed Payment Attempted on main.", `/shop/plan?event=${EVENT}`]);
    expect(published?.[0]).toMatch(/^owner published version 1: Payment Attempted\.$/);
    expect(published?.[1]).toBe("/shop/versions/1");
  });

  it("is told of once an hour for one author and branch, however often it is edited, and nobody is told of their own", async () => {
    await follow(editor, { kind: "plan", target: "" });
    for (const owner of ["A", "B", "C"]) {
      await editEvent(editor, "main", EVENT, { owner });
      await settle();
    }
    expect(await bell(rita)).toHaveLength(1);
    expect(await bell(editor)).toEqual([]);
    await editEvent(here.owner, "main", EVENT, { owner: "D" });
    await settle();
    expect(await bell(rita)).toHaveLength(2);
    expect(await bell(editor)).toHaveLength(1);
  });

  it("and others that are edited in the same hour are told as one, unread again with each that is new", async () => {
    await unfollow(rita, { kind: "event", target: EVENT });
    await follow(rita, { kind: "plan", target: "" });
    const now = Date.parse("2026-05-04T08:00:00Z");
    const edited = async (id: string, owner: string, at: number) => {
      await editEvent(editor, "main", id, { owner });
      await watchPlans();
      await tellHappenings(at);
      return (await listNotifications(rita)).items.map(({ kind, payload, createdAt, readAt }) => [
        noticeSentence("en", { kind, payload }),
        createdAt.getTime() - now,
        readAt === null,
      ]);
    };
    const one = "editor changed Payment Attempted on main.";
    const two = "editor changed Payment Attempted and 1 other on main.";
    expect(await edited(EVENT, "A", now)).toEqual([[one, 0, true]]);
    await markRead(rita);
    expect(await edited(EVENT, "B", now + 1)).toEqual([[one, 0, false]]);
    expect(await edited("evt_signed_up", "A", now + 2)).toEqual([[two, 2, true]]);
    expect(await edited("evt_signed_up", "B", now + 3_600_000)).toHaveLength(2);
  });

  it("that cannot be told holds up nothing, and is given up", async () => {
    await planDb().happening.createMany({
      data: ["2026-01-01", "2026-01-02"].map((day, at) => ({
        id: `hpn_${at}`,
        projectId: rita.projectId,
        kind: "published",
        // A list of owners that is none: what is read of it throws.
        payload:
          at === 0
            ? { concerned: [{ id: EVENT, name: "x", owners: 7 }] }
            : { version: 1, concerned: [{ id: EVENT, name: "x", owners: [] }] },
        createdAt: new Date(day),
      })),
    });
    expect(await tellHappenings(Date.now())).toBe(1);
    for (let more = 0; more < 4; more++) expect(await tellHappenings(Date.now())).toBe(0);
    expect(await planDb().happening.count({ where: { toldAt: null } })).toBe(0);
    expect(await bell(rita)).toHaveLength(1);
  });

  it("is followed no more: silence; so are other events", async () => {
    await editEvent(editor, "main", "evt_signed_up", { owner: "Growth" });
    await settle();
    expect(await bell(rita)).toEqual([]);
    await unfollow(rita, { kind: "event", target: EVENT });
    expect(await isFollowing(rita, { kind: "event", target: EVENT })).toBe(false);
    await editEvent(editor, "main", EVENT, { owner: "Growth" });
    await settle();
    expect(await bell(rita)).toEqual([]);
  });

  it("is told of under no bell where the person wants none", async () => {
    const { channels } = await preferenceOf(rita.actor.id, rita.projectId);
    await keepPreference(rita, { channels: { ...channels, changed: ["digest"] }, pausedUntil: undefined });
    await editEvent(editor, "main", EVENT, { owner: "Growth" });
    await settle();
    expect([await bell(rita), await countUnread(rita)]).toEqual([[], 0]);
    expect(await planDb().notification.count({ where: { personId: rita.actor.id } })).toBe(1);
  });

  it("is told of before it expires, once for each day it is to expire on", async () => {
    await editEvent(editor, "main", EVENT, { expiresOn: "2026-05-20" });
    await publishPlan(here.owner, { notes: "" });
    await settle();
    await markRead(rita);
    for (const day of ["2026-04-10", "2026-05-01", "2026-05-02", "2026-05-21"]) {
      await watchExpiries(Date.parse(`${day}T12:00:00Z`));
      await settle();
    }
    const { items } = await listNotifications(rita, { unread: true });
    expect(items.map(({ kind, payload }) => noticeSentence("fr", { kind, payload }))).toEqual([
      "Payment Attempted expire le 20 mai 2026.",
    ]);
  });
});

describe("others who are told", () => {
  it("an owner, by name, follows what is theirs; a follower of the owner too", async () => {
    await editEvent(editor, "main", EVENT, { owner: "Olga Ruiz" });
    await settle();
    const olga = await here.person("Olga Ruiz", "viewer");
    await follow(rita, { kind: "owner", target: " olga RUIZ " });
    expect((await listFollows(rita))[0]).toMatchObject({ kind: "owner", target: "olga ruiz" });
    await createBranch(editor, { name: "draft" });
    await editEvent(editor, "draft", EVENT, { critical: true });
    await settle();
    for (const person of [olga, rita])
      expect((await bell(person))[0]?.[0]).toBe("editor changed Payment Attempted on draft.");
  });

  it("followers of a branch hear of its review and comments, whoever is told directly once only", async () => {
    await createBranch(editor, { name: "draft" });
    await editEvent(editor, "draft", EVENT, { critical: true });
    await follow(rita, { kind: "branch", target: "draft" });
    await settle();
    await markRead(rita);
    await askForReview(editor, "draft");
    await startThread(editor, { branch: "draft", path: "", text: "@Rita Bloch, and you?" });
    await startThread(editor, { branch: "draft", path: "", text: "Anybody?" });
    await settle();
    const { items } = await listNotifications(rita, { unread: true });
    expect(items.map(({ kind }) => kind).sort()).toEqual(["mention", "reply", "review_asked"]);
    expect((await bell(rita)).map(([sentence]) => sentence)).toContain("editor asks for a review of draft.");
  });

  it("who left is not; a token follows nothing", async () => {
    await follow(rita, { kind: "plan", target: "" });
    await planDb().membership.deleteMany({ where: { personId: rita.actor.id } });
    await editEvent(editor, "main", EVENT, { critical: true });
    await settle();
    expect(await planDb().notification.count({ where: { personId: rita.actor.id } })).toBe(0);
    const token = { ...editor, actor: { kind: "token", id: "tok_x", name: "CI" } } as AuthorizedProject;
    expect(await outcome(follow(token, { kind: "plan", target: "" }))).toBe("forbidden");
    for (const target of ["", "x".repeat(301), "a\0b"])
      expect(await outcome(follow(editor, { kind: "event", target }))).toBe("invalid_input");
  });
});

it("a letter ends letters of its kind by its link, for its reader alone, and those of others go on", async () => {
  const sink = await startMailSink();
  try {
    useMailServer(`smtp://127.0.0.1:${sink.port}`);
    const say = (text: string) => startThread(editor, { branch: "main", path: "", text });
    await say("@Rita Bloch, look");
    const [letter] = await sink.arrived(1);
    expect(letter?.headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    const link = /<(https:[^>]+)>/.exec(letter?.headers.get("list-unsubscribe") ?? "")?.[1] ?? "";
    const token = link.split("/").at(-1) ?? "";
    expect(link).toBe(`https://gabarit.example.test/api/fewer-letters/${token}`);
    expect(letter?.text).toContain(`https://gabarit.example.test/en/fewer-letters/${token}`);
    for (const forged of ["", "x", `${token}x`, `x${token}`, token.replace(".", ".A"), token.split(".")[0] ?? ""])
      expect(await endLettersBy(forged), forged).toBeUndefined();
    expect((await endLettersBy(token))?.project?.name).toBe(rita.name);
    await say("@Rita Bloch, again");
    await sendLetters(Date.now() + 1000);
    expect(sink.letters).toHaveLength(1);
    expect((await preferenceOf(rita.actor.id, rita.projectId)).channels).toMatchObject({
      mention: ["bell"],
      reply: ["bell", "mail"],
    });
    expect(await bell(rita)).toHaveLength(2);
  } finally {
    useMailServer(undefined);
    await sink.stop();
  }
});

it("a letter that the mail server refuses is kept and sent later, a paused one is not", async () => {
  let refuse = true;
  const sink = await startMailSink({
    onRcptTo: (_address, _session, done) => done(refuse ? new Error("later") : null),
  });
  try {
    useMailServer(`smtp://127.0.0.1:${sink.port}`);
    const now = Date.now();
    await planDb().notification.createMany({
      data: ["ntf_a", "ntf_b"].map((id) => ({
        id,
        personId: rita.actor.id,
        projectId: rita.projectId,
        kind: "merged",
        payload: { branch: "draft", by: "Ada" },
        mailNextAt: new Date(now),
      })),
    });
    await sendLetters(now);
    refuse = false;
    await sendLetters(now + 30_000);
    expect(sink.letters).toHaveLength(0);
    await sendLetters(now + 61_000);
    expect(sink.letters).toHaveLength(2);
    const { channels } = await preferenceOf(rita.actor.id, rita.projectId);
    await keepPreference(rita, { channels, pausedUntil: new Date(now + 3_600_000) });
    await planDb().notification.updateMany({ where: { id: "ntf_a" }, data: { mailNextAt: new Date(now) } });
    await sendLetters(now + 62_000);
    expect(sink.letters).toHaveLength(2);
  } finally {
    useMailServer(undefined);
    await sink.stop();
  }
});
