/** Links by mail: in the right language, to the right address, and never at the price of the link itself. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MailSink, startMailSink, useMailServer } from "../mail/testing.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { createInvitation, findInvitation } from "./invitation.ts";
import { mailInvitation, mailResetLink, requestReset } from "./link-mail.ts";
import { setMemberDisabled } from "./membership.ts";
import { completeReset, createResetLink, findReset } from "./one-time-link.ts";
import { asWorkspace, makeVisitor, makeWorld, outcome, type TestWorld } from "./testing.ts";

usePlanDb();

let world: TestWorld;
let sink: MailSink;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  sink = await startMailSink();
  useMailServer(`smtp://127.0.0.1:${sink.port}`);
});
afterEach(() => sink.stop());
afterAll(() => useMailServer(undefined));

const linkIn = (text: string) => /https:\/\/gabarit\.example\.test\/(en|fr)\/(\w+)\/([\w-]+)/.exec(text) ?? [];

describe("an invitation", () => {
  it("is mailed in the inviter's language to someone new, and its link works", async () => {
    const workspace = await asWorkspace(world, "admin");
    const invitation = { email: "New.Person@Example.test", role: "editor" } as const;
    const { secret } = await createInvitation(workspace, invitation);
    expect(await mailInvitation(workspace, { ...invitation, secret }, "fr")).toBe("sent");
    const [letter] = await sink.arrived(1);
    expect(letter?.to).toEqual(["new.person@example.test"]);
    expect(letter?.text).toContain(`admin vous invite à rejoindre l’espace de travail ${workspace.name}`);
    const [, language, kind, found = ""] = linkIn(letter?.text ?? "");
    expect([language, kind, found]).toEqual(["fr", "invitation", secret]);
    expect(await findInvitation(found)).toMatchObject({ email: "new.person@example.test", role: "editor" });
  });

  it("is mailed in the language of the account that has the address", async () => {
    await planDb().person.update({ where: { id: world.outsider.id }, data: { language: "fr" } });
    const workspace = await asWorkspace(world);
    const invitation = { email: world.outsider.email, role: "viewer" } as const;
    const { secret } = await createInvitation(workspace, invitation);
    expect(await mailInvitation(workspace, { ...invitation, secret }, "en")).toBe("sent");
    expect((await sink.arrived(1))[0]?.text).toContain("vous invite");
  });

  it("outlives a mail server that fails", async () => {
    useMailServer("smtp://127.0.0.1:1");
    const workspace = await asWorkspace(world);
    const invitation = { email: "later@example.test", role: "viewer" } as const;
    const { secret } = await createInvitation(workspace, invitation);
    expect(await mailInvitation(workspace, { ...invitation, secret }, "en")).toBe("failed");
    expect(await findInvitation(secret)).toMatchObject({ email: "later@example.test" });
    useMailServer(undefined);
    expect(await mailInvitation(workspace, { ...invitation, secret }, "en")).toBe("off");
  });
});

describe("a password link of an owner's", () => {
  it("is mailed to the member", async () => {
    const workspace = await asWorkspace(world);
    const link = await createResetLink(workspace, world.people.viewer.id);
    expect(await mailResetLink(workspace, link)).toBe("sent");
    const [letter] = await sink.arrived(1);
    expect(letter?.to).toEqual([world.people.viewer.email]);
    expect(letter?.text).toContain("owner made a link");
    expect(await findReset(linkIn(letter?.text ?? "")[3] ?? "")).toBe(world.people.viewer.email);
  });
});

describe("a forgotten password", () => {
  it("brings a link that changes it, once, and stands in the audit log", async () => {
    const { email, id } = world.people.editor;
    const visitor = makeVisitor();
    await requestReset(email.toUpperCase(), visitor);
    const [letter] = await sink.arrived(1);
    expect(letter?.to).toEqual([email]);
    const [, , kind, secret = ""] = linkIn(letter?.text ?? "");
    expect(kind).toBe("reset");
    const session = await completeReset(secret, "tangerine balcony", makeVisitor());
    expect(session.personId).toBe(id);
    expect(await outcome(completeReset(secret, "tangerine balcony", makeVisitor()))).toBe("not_found");
    const entry = await planDb().auditEntry.findFirst({ where: { action: "person.forgot_password", target: email } });
    expect(entry?.detail).toEqual({ address: visitor.address });
  });

  it("says nothing about who has an account: the same answer, no letter, no entry, the same limit", async () => {
    const nobody = "nobody@example.test";
    const locked = world.people.admin;
    await setMemberDisabled(await asWorkspace(world), locked.id, true);
    for (const email of [nobody, locked.email]) {
      for (let time = 0; time < 3; time++) expect(await outcome(requestReset(email, makeVisitor()))).toBe("ok");
      expect(await outcome(requestReset(email, makeVisitor()))).toBe("rate_limited");
    }
    const known = world.people.owner.email;
    for (let time = 0; time < 3; time++) expect(await outcome(requestReset(known, makeVisitor()))).toBe("ok");
    expect(await outcome(requestReset(known, makeVisitor()))).toBe("rate_limited");
    const letters = await sink.arrived(3);
    expect(new Set(letters.flatMap(({ to }) => to))).toEqual(new Set([known]));
    const told = { action: "person.forgot_password", target: { in: [nobody, locked.email] } };
    expect(await planDb().auditEntry.count({ where: told })).toBe(0);
  });

  it("is limited per address of the visitor", async () => {
    const visitor = makeVisitor();
    const tries: string[] = [];
    for (let time = 0; time < 12; time++)
      tries.push(await outcome(requestReset(`someone-${time}@example.test`, visitor)));
    expect(tries).toEqual([...Array(10).fill("ok"), "rate_limited", "rate_limited"]);
  });

  it("is not offered without a mail server", async () => {
    useMailServer(undefined);
    expect(await outcome(requestReset(world.people.owner.email, makeVisitor()))).toBe("not_found");
  });
});
