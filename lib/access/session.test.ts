import { beforeAll, describe, expect, it } from "vitest";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { listWorkspaceAudit } from "./audit.ts";
import { acceptInvitation, acceptInvitationAsNew, createInvitation, findInvitation } from "./invitation.ts";
import { changeMember } from "./member-change.ts";
import { listMembers, removeMember, setMemberDisabled } from "./membership.ts";
import {
  completeReset,
  createResetLink,
  createSignInLink,
  findReset,
  resetPassword,
  signInWithLink,
} from "./one-time-link.ts";
import { changePassword, signIn } from "./person.ts";
import { limitRate, RATE_LIMITS } from "./rate-limit.ts";
import { endOwnSession, endOwnSessions, endSession, findSession, listOwnSessions, startSession } from "./session.ts";
import { asWorkspace, makePerson, makeVisitor, makeWorld, outcome, type TestWorld } from "./testing.ts";
import { addMember } from "./workspace.ts";

usePlanDb();
let world: TestWorld;
beforeAll(async () => {
  world = await makeWorld();
});

const GOOD = "tangerine balcony 7";
const DAY = 86_400_000;

/** Someone who joined through an invitation and has a password. */
async function member(role: "viewer" | "editor" | "admin" | "owner" = "viewer") {
  const email = `${role}-${Math.random().toString(36).slice(2)}@example.test`;
  const { secret } = await createInvitation(await asWorkspace(world), { email, role });
  const session = await acceptInvitationAsNew(secret, { name: role, password: GOOD, language: "fr" }, makeVisitor());
  return { email, session, personId: session.personId };
}

describe("signing in", () => {
  it("gives a fresh 256-bit token whose hash alone is stored, and ends the one the browser brought", async () => {
    const { email, session } = await member();
    const visitor = makeVisitor(session.token);
    const next = await signIn(`  ${email.toUpperCase()} `, GOOD, visitor);
    expect(Buffer.from(next.token, "base64url")).toHaveLength(32);
    expect(next.token).not.toBe(session.token);
    expect(await findSession(session.token)).toBeUndefined();
    expect(await findSession(next.token)).toMatchObject({ email, language: "fr" });
    const rows = await planDb().session.findMany({ where: { personId: next.personId } });
    expect(rows.map((row) => Buffer.from(row.tokenHash).toString("base64url"))).not.toContain(next.token);
  });

  it("answers the same to a wrong password, an unknown address and a disabled person", async () => {
    const { email, personId } = await member();
    await setMemberDisabled(await asWorkspace(world), personId, true);
    const attempts = await Promise.all(
      [
        signIn(email, GOOD, makeVisitor()),
        signIn("nobody@example.test", GOOD, makeVisitor()),
        signIn(world.people.owner.email, GOOD, makeVisitor()),
      ].map((attempt) => attempt.catch((error: Error) => [error.message, (error as { code?: string }).code])),
    );
    expect(new Set(attempts.map((attempt) => JSON.stringify(attempt))).size).toBe(1);
    expect(attempts[0]).toEqual([expect.stringContaining("do not go together"), "unauthenticated"]);
  });

  it("is limited per account and address; a success clears the account's count", async () => {
    const { email } = await member();
    const visitor = makeVisitor();
    const tries = RATE_LIMITS.signInPair.points;
    for (let count = 1; count < tries; count++)
      expect(await outcome(signIn(email, "wrong wrong wrong", visitor))).toBe("unauthenticated");
    expect(await outcome(signIn(email, GOOD, visitor))).toBe("ok");
    for (let count = 0; count < tries; count++)
      expect(await outcome(signIn(email, "wrong wrong wrong", visitor))).toBe("unauthenticated");
    expect(await outcome(signIn(email, GOOD, visitor))).toBe("rate_limited");
    expect(await outcome(signIn(email, GOOD, makeVisitor()))).toBe("ok");
  });

  it("says how long to wait", async () => {
    const key = `key ${Math.random()}`;
    for (let count = 0; count < RATE_LIMITS.setUp.points; count++) await limitRate("setUp", key);
    const refusal = await limitRate("setUp", key).catch((error: { data: { retryAfterSeconds: number } }) => error.data);
    expect(refusal).toEqual({ retryAfterSeconds: expect.any(Number) });
    expect((refusal as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(
      RATE_LIMITS.setUp.seconds - 30,
    );
  });
});

describe("sessions end", () => {
  it("by signing out", async () => {
    const { session } = await member();
    await endSession(session.token);
    expect(await findSession(session.token)).toBeUndefined();
  });

  it("by signing out everywhere, this browser spared or not", async () => {
    const { email, session } = await member();
    const other = await signIn(email, GOOD, makeVisitor());
    const third = await signIn(email, GOOD, makeVisitor());
    const person = await findSession(session.token);
    if (!person) throw new Error("signed in");
    expect((await listOwnSessions(person)).filter((item) => item.current)).toHaveLength(1);
    expect(await endOwnSessions(person, { alsoThis: false })).toBe(2);
    expect(await findSession(other.token)).toBeUndefined();
    expect(await findSession(third.token)).toBeUndefined();
    expect(await findSession(session.token)).toBeDefined();
    await endOwnSessions(person, { alsoThis: true });
    expect(await findSession(session.token)).toBeUndefined();
  });

  it("one by one, but never another person's", async () => {
    const mine = await member();
    const theirs = await member();
    const me = await findSession(mine.session.token);
    const they = await findSession(theirs.session.token);
    if (!me || !they) throw new Error("signed in");
    expect(await endOwnSession(me, they.sessionId)).toBe(false);
    expect(await findSession(theirs.session.token)).toBeDefined();
    expect(await endOwnSession(me, me.sessionId)).toBe(true);
    const ended = { action: "session.end", target: mine.email };
    expect(await planDb().auditEntry.count({ where: ended })).toBe(1);
    expect(await findSession(mine.session.token)).toBeUndefined();
  });

  it("when the password changes, which also kills open reset links", async () => {
    const { email, session } = await member();
    const other = await signIn(email, GOOD, makeVisitor());
    const link = await resetPassword(email);
    const person = await findSession(session.token);
    if (!person) throw new Error("signed in");
    expect(
      await outcome(changePassword(person, { current: "not it", next: "balcony tangerine 8" }, makeVisitor())),
    ).toBe("invalid_input");
    expect(await outcome(changePassword(person, { current: GOOD, next: "password" }, makeVisitor()))).toBe(
      "invalid_input",
    );
    const fresh = await changePassword(person, { current: GOOD, next: "balcony tangerine 8" }, makeVisitor());
    expect(await findSession(session.token)).toBeUndefined();
    expect(await findSession(other.token)).toBeUndefined();
    expect(await findSession(fresh.token)).toBeDefined();
    expect(await findReset(link.path.split("/")[2] ?? "")).toBeUndefined();
    expect(await outcome(signIn(email, GOOD, makeVisitor()))).toBe("unauthenticated");
  });

  it("when the person is disabled, and not come back when enabled again", async () => {
    const { email, session, personId } = await member();
    await setMemberDisabled(await asWorkspace(world), personId, true);
    expect(await findSession(session.token)).toBeUndefined();
    await setMemberDisabled(await asWorkspace(world), personId, false);
    expect(await findSession(session.token)).toBeUndefined();
    expect(await outcome(signIn(email, GOOD, makeVisitor()))).toBe("ok");
  });

  it("of age, and of idleness", async () => {
    const { personId } = await member();
    const start = Date.now();
    const person = await planDb().person.findUniqueOrThrow({ where: { id: personId } });
    const at = (days: number) => ({ now: () => start + days * DAY });
    const busy = await startSession(planDb(), person, { clock: at(0) });
    for (let day = 1; day < 30; day++) expect(await findSession(busy.token, at(day)), `day ${day}`).toBeDefined();
    expect(await findSession(busy.token, at(30.01))).toBeUndefined();
    const idle = await startSession(planDb(), person, { clock: at(0) });
    expect(await findSession(idle.token, at(7.01))).toBeUndefined();
  });
});

it("writes what concerns an account into the log of each of its workspaces", async () => {
  const { email, personId } = await member();
  await signIn(email, GOOD, makeVisitor());
  await outcome(signIn(email, "wrong wrong wrong", makeVisitor()));
  const page = await listWorkspaceAudit(await asWorkspace(world), { search: email });
  expect(page.entries.map((entry) => [entry.action, entry.actorId])).toEqual([
    ["access.sign_in_failed", null],
    ["session.start", personId],
    ["session.start", personId],
    ["invitation.accept", personId],
    ["invitation.create", world.people.owner.id],
  ]);
});

describe("invitations", () => {
  it("make a member once, within a week, unless revoked", async () => {
    const owner = await asWorkspace(world);
    const { secret } = await createInvitation(owner, { email: "New@Example.test", role: "editor" });
    expect(await findInvitation(secret)).toMatchObject({
      email: "new@example.test",
      role: "editor",
      hasAccount: false,
    });
    expect(await findInvitation(secret, { now: () => Date.now() + 7.01 * DAY })).toBeUndefined();
    const input = { name: "New", password: GOOD, language: "en" } as const;
    const both = await Promise.all(
      [1, 2].map(() => outcome(acceptInvitationAsNew(secret, input, makeVisitor())).catch(() => "failed")),
    );
    expect(both.filter((result) => result === "ok")).toHaveLength(1);
    expect(await findInvitation(secret)).toBeUndefined();
    expect((await listMembers(owner)).find((item) => item.email === "new@example.test")?.role).toBe("editor");
    expect(await outcome(createInvitation(owner, { email: "new@example.test", role: "viewer" }))).toBe("conflict");
  });

  it("are limited per workspace, and guesses at their links per address", async () => {
    const crowded = await makeWorld();
    const owner = await asWorkspace(crowded);
    const invite = (number: number) =>
      outcome(createInvitation(owner, { email: `guest-${number}@example.test`, role: "viewer" }));
    const { points } = RATE_LIMITS.createInvitation;
    for (let number = 0; number < points; number++) expect(await invite(number)).toBe("ok");
    expect(await invite(points)).toBe("rate_limited");
    expect(await planDb().invitation.count({ where: { workspaceId: owner.workspaceId } })).toBe(points);
    expect(
      await outcome(createInvitation(await asWorkspace(world), { email: "calm@example.test", role: "viewer" })),
    ).toBe("ok");
    const visitor = makeVisitor();
    const guess = () =>
      outcome(acceptInvitationAsNew("x".repeat(43), { name: "x", password: GOOD, language: "en" }, visitor));
    for (let time = 0; time < RATE_LIMITS.acceptInvitation.points; time++) expect(await guess()).toBe("not_found");
    expect(await guess()).toBe("rate_limited");
  });

  it("supersede one another, and grant nothing above the inviter", async () => {
    const admin = await asWorkspace(world, "admin");
    const first = await createInvitation(admin, { email: "twice@example.test", role: "viewer" });
    const second = await createInvitation(admin, { email: "twice@example.test", role: "editor" });
    expect(await findInvitation(first.secret)).toBeUndefined();
    expect(await findInvitation(second.secret)).toBeDefined();
    expect(await outcome(createInvitation(admin, { email: "boss@example.test", role: "owner" }))).toBe("forbidden");
    for (const role of ["viewer", "editor"] as const)
      expect(
        await outcome(createInvitation(await asWorkspace(world, role), { email: "x@example.test", role: "viewer" })),
      ).toBe("forbidden");
  });

  it("to someone with an account are accepted by that account only", async () => {
    const invited = await makePerson("known");
    const { secret } = await createInvitation(await asWorkspace(world), { email: invited.email, role: "viewer" });
    const stranger = await findSession(world.outsider.session);
    const known = await findSession(invited.session);
    if (!stranger || !known) throw new Error("signed in");
    expect(await outcome(acceptInvitation(secret, stranger))).toBe("conflict");
    expect(
      await outcome(acceptInvitationAsNew(secret, { name: "x", password: GOOD, language: "en" }, makeVisitor())),
    ).toBe("conflict");
    expect(await outcome(acceptInvitation(secret, known))).toBe("ok");
    expect(await outcome(acceptInvitation(secret, known))).toBe("not_found");
  });
});

describe("members", () => {
  it("keep the last owner, also when two owners remove each other at once", async () => {
    const fresh = await makeWorld();
    const owner = await asWorkspace(fresh);
    const me = fresh.people.owner.id;
    expect(await outcome(changeMember(owner, me, { role: "admin" }))).toBe("conflict");
    expect(await outcome(removeMember(owner, me))).toBe("conflict");
    expect(await outcome(setMemberDisabled(owner, me, true))).toBe("conflict");
    await changeMember(owner, fresh.people.admin.id, { role: "owner" });
    const second = await asWorkspace(fresh, "admin");
    const results = await Promise.all([
      outcome(removeMember(owner, fresh.people.admin.id)),
      outcome(removeMember(second, me)),
    ]);
    expect(results.sort()).toEqual(["conflict", "ok"]);
    expect(await planDb().membership.count({ where: { workspaceId: fresh.workspace.id, role: "owner" } })).toBe(1);
  });

  it("are changed only within the actor's reach; anyone may leave", async () => {
    const fresh = await makeWorld();
    const admin = await asWorkspace(fresh, "admin");
    expect(await outcome(changeMember(admin, fresh.people.viewer.id, { role: "owner" }))).toBe("forbidden");
    expect(await outcome(changeMember(admin, fresh.people.owner.id, { role: "viewer" }))).toBe("forbidden");
    expect(await outcome(removeMember(admin, fresh.people.owner.id))).toBe("forbidden");
    expect(await outcome(changeMember(admin, fresh.outsider.id, { role: "viewer" }))).toBe("not_found");
    expect(await outcome(changeMember(admin, fresh.people.viewer.id, { role: "editor" }))).toBe("ok");
    const editor = await asWorkspace(fresh, "editor");
    expect(await outcome(removeMember(editor, fresh.people.viewer.id))).toBe("forbidden");
    expect(await outcome(setMemberDisabled(admin, fresh.people.viewer.id, true))).toBe("forbidden");
    expect(await outcome(removeMember(editor, fresh.people.editor.id))).toBe("ok");
  });
});

describe("one-time links", () => {
  it("from an owner let a member choose a password once, and end the member's sessions", async () => {
    const { email, session, personId } = await member();
    const owner = await asWorkspace(world);
    const stale = await createResetLink(owner, personId);
    const link = await createResetLink(owner, personId);
    const secret = link.path.split("/")[2] ?? "";
    expect(await findReset(stale.path.split("/")[2] ?? "")).toBeUndefined();
    expect(await findReset(secret)).toBe(email);
    expect(await findReset(secret, { now: () => Date.now() + 1.01 * DAY })).toBeUndefined();
    expect(await outcome(completeReset(secret, "password", makeVisitor()))).toBe("invalid_input");
    const fresh = await completeReset(secret, "a whole new phrase", makeVisitor());
    expect(await findSession(fresh.token)).toBeDefined();
    expect(await findSession(session.token)).toBeUndefined();
    expect(await outcome(completeReset(secret, "a whole new phrase", makeVisitor()))).toBe("not_found");
    expect(await outcome(signIn(email, "a whole new phrase", makeVisitor()))).toBe("ok");
  });

  it("are not for admins, nor for an owner when the person belongs elsewhere too", async () => {
    const { personId } = await member();
    expect(await outcome(createResetLink(await asWorkspace(world, "admin"), personId))).toBe("forbidden");
    expect(await outcome(createResetLink(await asWorkspace(world), world.outsider.id))).toBe("not_found");
    await addMember(planDb(), world.otherWorkspace.id, personId, "viewer");
    expect(await outcome(createResetLink(await asWorkspace(world), personId))).toBe("forbidden");
    expect(await outcome(setMemberDisabled(await asWorkspace(world), personId, true))).toBe("forbidden");
  });

  it("to sign in do only that, once; reset links do not sign in", async () => {
    const { email } = await member();
    const link = await createSignInLink(email);
    const secret = link.path.split("/")[2] ?? "";
    expect(link.path).toMatch(/^\/sign-in\/[\w-]{43}$/);
    expect(await outcome(completeReset(secret, GOOD, makeVisitor()))).toBe("not_found");
    expect(await findSession((await signInWithLink(secret, makeVisitor())).token)).toMatchObject({ email });
    expect(await outcome(signInWithLink(secret, makeVisitor()))).toBe("not_found");
    const reset = (await resetPassword(email)).path.split("/")[2] ?? "";
    expect(await outcome(signInWithLink(reset, makeVisitor()))).toBe("not_found");
    expect(await outcome(resetPassword("nobody@example.test"))).toBe("not_found");
  });
});
