import { beforeEach, describe, expect, it } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { RATE_LIMITS } from "../access/rate-limit.ts";
import { outcome } from "../access/testing.ts";
import { startMailSink, useMailServer } from "../mail/testing.ts";
import { createBranch } from "../plan/store-branch.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { editComment, listThreads, replyTo, setDeleted, setResolved, startThread } from "./comment.ts";
import { listNotifications } from "./notification.ts";
import { makeReviewWorld, type ReviewWorld } from "./testing.ts";

usePlanDb();

let here: ReviewWorld;
let editor: AuthorizedProject;
let rita: AuthorizedProject;
const FIELD = "event/evt_payment/owner";

beforeEach(async () => {
  here = await makeReviewWorld();
  ({ editor } = here);
  rita = await here.person("Rita Bloch");
  await createBranch(editor, { name: "draft" });
});

const say = (by: AuthorizedProject, text: string, path = FIELD) => startThread(by, { branch: "draft", path, text });
const threads = async (by: AuthorizedProject, object?: string) =>
  (await listThreads(by, { branch: "draft", object })).items;
const bell = async (of: AuthorizedProject) =>
  (await listNotifications(of)).items.map(({ kind, payload }) => [kind, payload.by]);

describe("a thread", () => {
  it("is found by the branch and by its object, and tells whom it names", async () => {
    const thread = await say(editor, "@Rita Bloch, is this yours?");
    await say(editor, "On the whole branch.", "");
    await say(editor, "Elsewhere.", "event/evt_payment_other/owner");
    expect(await threads(editor)).toHaveLength(3);
    expect((await threads(editor, "")).map(({ path }) => path)).toEqual([""]);
    const own = await threads(rita, "event/evt_payment");
    expect(own.map(({ id, path }) => [id, path])).toEqual([[thread.id, FIELD]]);
    expect(own[0]?.comments[0]?.mentions).toEqual([{ personId: rita.actor.id, name: "Rita Bloch" }]);
    expect(await bell(rita)).toEqual([["mention", "editor"]]);
    await replyTo(rita, thread.id, "Yes.");
    expect(await bell(editor)).toEqual([["reply", "Rita Bloch"]]);
    // Who is named is told once, as named.
    await replyTo(editor, thread.id, "Thanks @rita bloch");
    expect(await bell(rita)).toEqual([
      ["mention", "editor"],
      ["mention", "editor"],
    ]);
  });

  it("is resolved and opened again, by an answer too", async () => {
    const { id } = await say(editor, "Why?");
    expect((await setResolved(rita, id, true)).resolvedBy).toBe("Rita Bloch");
    expect((await setResolved(rita, id, false)).resolvedAt).toBeNull();
    await setResolved(editor, id, true);
    expect((await replyTo(rita, id, "Wait.")).resolvedAt).toBeNull();
  });

  it("is mended and taken back by whoever wrote it, and given again", async () => {
    const { id, comments } = await say(editor, "Wyh?");
    const comment = comments[0]?.id ?? "";
    expect(await outcome(editComment(rita, comment, "Mine now"))).toBe("forbidden");
    expect(await outcome(setDeleted(rita, comment, true))).toBe("forbidden");
    const mended = await editComment(editor, comment, "Why, @Rita Bloch?");
    expect(mended.comments[0]).toMatchObject({ text: "Why, @Rita Bloch?", editedAt: expect.any(Date) });
    expect(await bell(rita)).toEqual([["mention", "editor"]]);
    await setDeleted(editor, comment, true);
    expect(await threads(rita)).toEqual([]);
    expect(await outcome(editComment(editor, comment, "Again"))).toBe("not_found");
    expect((await setDeleted(editor, comment, false)).comments[0]?.text).toBe("Why, @Rita Bloch?");
    await replyTo(rita, id, "Kept.");
    await setDeleted(here.owner, comment, true);
    expect((await threads(rita))[0]?.comments.map(({ text }) => text)).toEqual(["", "Kept."]);
  });

  it("takes texts only, on what a plan can have", async () => {
    for (const text of ["", "  ", "x".repeat(10_001), "\ud800", "a\u0000b"])
      expect(await outcome(say(editor, text))).toBe("invalid_input");
    for (const path of ["event", "event//x", "../x", "x".repeat(2000)])
      expect(await outcome(say(editor, "Why?", path))).toBe("invalid_input");
    expect(await outcome(startThread(editor, { branch: "none", path: "", text: "Why?" }))).toBe("not_found");
    const other = await makeReviewWorld();
    const { id, comments } = await say(editor, "Why?");
    expect(await outcome(replyTo(other.owner, id, "Hm"))).toBe("not_found");
    expect(await outcome(setDeleted(other.owner, comments[0]?.id ?? "", true))).toBe("not_found");
  });

  it("that an admin took back is not given again by whoever wrote it, not by taking it back once more either", async () => {
    const { comments } = await say(editor, "Unkind words.");
    const id = comments[0]?.id ?? "";
    await setDeleted(here.owner, id, true);
    expect(await outcome(setDeleted(editor, id, false))).toBe("forbidden");
    await setDeleted(editor, id, true);
    expect(await outcome(setDeleted(editor, id, false))).toBe("forbidden");
    expect((await setDeleted(here.owner, id, false)).comments[0]?.text).toBe("Unkind words.");
  });

  it("comes in pages, the newest first, each thread once", async () => {
    for (const text of ["1", "2", "3", "4", "5"]) await say(editor, text);
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const { items, next } = await listThreads(editor, { branch: "draft", before, limit: 2 });
      seen.push(...items.map(({ comments }) => comments[0]?.text ?? ""));
      before = next;
    } while (before !== undefined);
    expect(seen).toEqual(["5", "4", "3", "2", "1"]);
    expect(await outcome(listThreads(editor, { branch: "main", before: (await say(editor, "6")).id }))).toBe(
      "not_found",
    );
  });

  it("takes no more comments than people write", async () => {
    const { id } = await say(rita, "1");
    for (let count = 1; count < RATE_LIMITS.comment.points; count++) await replyTo(rita, id, "again");
    expect(await outcome(replyTo(rita, id, "again"))).toBe("rate_limited");
    expect(await outcome(say(rita, "again"))).toBe("rate_limited");
    expect((await say(editor, "Mine.")).comments).toHaveLength(1);
  });

  it("is told of with whole characters, and not to whoever left or was locked out", async () => {
    await say(editor, `@Rita Bloch ${"x".repeat(186)}😀 and so on, at some length`);
    const [notice] = (await listNotifications(rita)).items;
    expect(notice?.payload.text).toMatch(/x…$/u);
    const { id } = await say(rita, "I was here.");
    const told = () => planDb().notification.count({ where: { personId: rita.actor.id, kind: "reply" } });
    await planDb().person.update({ where: { id: rita.actor.id }, data: { disabledAt: new Date() } });
    await replyTo(editor, id, "Rita?");
    await planDb().person.update({ where: { id: rita.actor.id }, data: { disabledAt: null } });
    await planDb().membership.deleteMany({ where: { personId: rita.actor.id } });
    await replyTo(editor, id, "Rita?");
    expect(await told()).toBe(0);
  });

  it("is written by viewers too", async () => {
    const viewer = await here.person("Vic", "viewer");
    expect((await say(viewer, "Why?")).comments).toHaveLength(1);
  });
});

it("letters leave at most two at a time, each to who is still there", async () => {
  let open = 0;
  let most = 0;
  let admit: () => void = () => undefined;
  const admitted = new Promise<void>((resolve) => {
    admit = resolve;
  });
  const sink = await startMailSink({
    onConnect(_session, done) {
      open += 1;
      most = Math.max(most, open);
      void admitted.then(() => done());
    },
    onClose() {
      open -= 1;
    },
  });
  try {
    const names = ["Ann", "Ben", "Cem", "Dan", "Eve", "Fay"];
    const people = await Promise.all(names.map((name) => here.person(name)));
    useMailServer(`smtp://127.0.0.1:${sink.port}`);
    await say(editor, names.map((name) => `@${name}`).join(" "));
    await planDb().membership.deleteMany({ where: { personId: people.at(-1)?.actor.id ?? "" } });
    admit();
    expect(await sink.arrived(5)).toHaveLength(5);
    expect(most).toBeLessThanOrEqual(2);
  } finally {
    useMailServer(undefined);
    await sink.stop();
  }
});

it("a mention is mailed where a mail server is configured, in the reader's language", async () => {
  const sink = await startMailSink();
  try {
    useMailServer(`smtp://127.0.0.1:${sink.port}`);
    await planDb().person.update({
      where: { id: rita.actor.id },
      data: { language: "fr", email: "rita@example.test" },
    });
    await say(editor, "@Rita Bloch, look <b>here</b>");
    const [letter] = await sink.arrived(1);
    expect(letter?.headers.get("subject")).toMatch(/^=\?UTF-8|shop/);
    expect(letter?.text).toContain("editor vous mentionne dans un commentaire sur draft.");
    expect(letter?.text).toContain("https://gabarit.example.test/fr/");
    expect(letter?.html).toContain("&lt;b&gt;here&lt;/b&gt;");
  } finally {
    useMailServer(undefined);
    await sink.stop();
  }
});
