/** What the forms say of letters: sent, not sent, none to speak of; the link is shown whatever became of them. */

import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { makeWorld, type TestWorld } from "../../../../../../lib/access/testing.ts";
import { type MailSink, startMailSink, useMailServer } from "../../../../../../lib/mail/testing.ts";
import { planDb } from "../../../../../../lib/store/plan-db.ts";
import { usePlanDb } from "../../../../../../lib/store/testing.ts";
import { EMPTY_FORM, type FormAction } from "../../../../../_access/form.ts";
import { forgottenAction } from "../../../../(auth)/actions.ts";
import { inviteAction, resetLinkAction } from "./actions.ts";

usePlanDb();

const request = vi.hoisted(() => ({ cookie: "", address: "198.51.100.7", path: "/fr/shop/settings/members" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => (name === "__Host-gabarit_session" ? { name, value: request.cookie } : undefined),
    set: () => {},
  }),
  headers: async () => new Headers({ "x-gabarit-client": request.address, "x-gabarit-path": request.path }),
}));
vi.mock("next/cache", () => ({ refresh: () => {} }));

let world: TestWorld;
let sink: MailSink;
beforeAll(async () => {
  world = await makeWorld();
  request.cookie = world.people.owner.session;
  sink = await startMailSink();
});
beforeEach(() => useMailServer(`smtp://127.0.0.1:${sink.port}`));
afterAll(async () => {
  useMailServer(undefined);
  await sink.stop();
});

function submit(action: FormAction, fields: Readonly<Record<string, string>>) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return action(EMPTY_FORM, data);
}

const invite = (email: string) => submit(inviteAction, { project: world.project.slug, email, role: "viewer" });

it("an invitation that was mailed says so, and shows its link", async () => {
  const state = await invite("ada@example.test");
  expect(state).toMatchObject({ ok: true, message: expect.stringContaining("envoyée par e-mail à ada@example.test") });
  expect(state.warning).toBeUndefined();
  const [letter] = await sink.arrived(1);
  expect(letter?.text).toContain(state.shown.link);
});

it("one that could not be mailed is made all the same, and the form warns", async () => {
  useMailServer("smtp://127.0.0.1:1");
  const state = await invite("bob@example.test");
  expect(state).toMatchObject({ ok: true, warning: expect.stringContaining("n’a pas pu être envoyé") });
  expect(state.message).toBeUndefined();
  expect(state.shown.link).toMatch(/^https:\/\/gabarit\.example\.test\/fr\/invitation\/[\w-]{43}$/);
  expect(await planDb().invitation.count({ where: { email: "bob@example.test", revokedAt: null } })).toBe(1);
  const reset = await submit(resetLinkAction, {
    project: world.project.slug,
    person: world.people.viewer.id,
    name: "Viewer",
  });
  expect(reset).toMatchObject({ ok: true, warning: expect.stringContaining(world.people.viewer.email) });
  expect(reset.shown.link).toMatch(/\/fr\/reset\//);
});

it("without a mail server nothing is said of mail", async () => {
  useMailServer(undefined);
  const state = await invite("cyd@example.test");
  expect([state.ok, state.message, state.warning]).toEqual([true, undefined, undefined]);
  expect(state.shown.link).toContain("/invitation/");
});

it("a forgotten password is answered alike for everybody", async () => {
  request.path = "/en/forgotten-password";
  const known = await submit(forgottenAction, { email: world.people.editor.email });
  const unknown = await submit(forgottenAction, { email: "nobody@example.test" });
  const alike = (state: typeof known, email: string) => ({
    ...state,
    values: {},
    message: state.message?.replace(email, ""),
  });
  expect(known.ok).toBe(true);
  expect((await sink.arrived(2))[1]?.to).toEqual([world.people.editor.email]);
  expect(alike(known, world.people.editor.email)).toEqual(alike(unknown, "nobody@example.test"));
  expect(await submit(forgottenAction, { email: "no address" })).toMatchObject({ ok: false, code: "invalid_input" });
  useMailServer(undefined);
  expect(await submit(forgottenAction, { email: world.people.editor.email })).toMatchObject({ code: "not_found" });
});
