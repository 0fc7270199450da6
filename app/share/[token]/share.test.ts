/** Public links attacked: nobody reads what was not given to them, and nobody learns which addresses there are. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { listAudit } from "../../../lib/access/audit.ts";
import { authorizeProject } from "../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { limitRate, RATE_LIMITS } from "../../../lib/access/rate-limit.ts";
import { newSecret } from "../../../lib/access/secret.ts";
import {
  createShareLink,
  findShareLink,
  listShareLinks,
  type NewShareLink,
  revokeShareLink,
} from "../../../lib/access/share-link.ts";
import { createSource } from "../../../lib/access/source.ts";
import { asProject, makeToken, makeWorld, outcome, type TestWorld } from "../../../lib/access/testing.ts";
import { clearProcessState, processState } from "../../../lib/base/process-state.ts";
import { temporaryFolder } from "../../../lib/base/testing/temporary-folder.ts";
import { loadPlan } from "../../../lib/plan/store.ts";
import { commitEdits } from "../../../lib/plan/store-commit.ts";
import { publishPlan } from "../../../lib/plan/store-publish.ts";
import { planDb } from "../../../lib/store/plan-db.ts";
import { usePlanDb } from "../../../lib/store/testing.ts";
import { GET, POST } from "./route.ts";

usePlanDb();

const DAY = 86_400_000;
const soon = (days = 1) => new Date(Date.now() + days * DAY);
const base: NewShareLink = {
  name: "A client",
  version: 1,
  language: "en",
  sections: ["events", "glossary"],
  expiresAt: soon(),
};

let world: TestWorld;
let project: AuthorizedProject;

async function publishText(on: AuthorizedProject, text: string): Promise<void> {
  const { revision } = await loadPlan(on);
  const edits = [{ command: "updatePlan", changes: { description: { en: text, fr: `${text}-fr` } } }];
  await commitEdits(on, "main", { expectedRevision: revision, edits });
  await publishPlan(on, { notes: "" });
}

beforeAll(async () => {
  world = await makeWorld();
  project = await asProject(world);
  await publishText(project, "ours-one");
  await publishText(project, "ours-two");
});

interface Asked {
  readonly query?: string;
  readonly body?: string;
  readonly address?: string;
}

async function open(path: string, { query = "", body, address = `a-${Math.random()}` }: Asked = {}) {
  const sent = new Request(`http://localhost:3000${path}${query}`, {
    headers: { "x-gabarit-client": address, "content-type": "application/x-www-form-urlencoded" },
    ...(body === undefined ? {} : { method: "POST", body }),
  });
  const params = Promise.resolve({ token: path.split("/")[2] ?? "" });
  const answer = await (body === undefined ? GET : POST)(sent, { params });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

async function link(changes: Partial<NewShareLink> = {}, on = project) {
  return createShareLink(on, { ...base, ...changes });
}

describe("an address that was given", () => {
  it("shows that version in either language, without a cookie, and is counted", async () => {
    const { id, path } = await link();
    const shown = await open(path);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain("ours-one");
    expect(shown.text).not.toContain("ours-two");
    expect((await open(path, { query: "?language=fr" })).text).toContain("ours-one-fr");
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      "cache-control": "no-store",
      "x-robots-tag": "noindex, nofollow",
    });
    expect(shown.headers.has("set-cookie")).toBe(false);
    const listed = (await listShareLinks(project)).find((one) => one.id === id);
    expect(listed).toMatchObject({ opens: 2, isProtected: false });
    expect(listed?.lastOpenedAt).toBeInstanceOf(Date);
  });

  it("follows the latest version where it was made so", async () => {
    expect((await open((await link({ version: null })).path)).text).toContain("ours-two");
  });

  it("shows nothing else of the project", async () => {
    const source = await createSource(project, { name: "Site", platform: "web", environment: "production" });
    const { text } = await open((await link({ version: null, sections: ["decisions", "events", "changes"] })).path);
    for (const { email } of [...Object.values(world.people), world.outsider]) expect(text).not.toContain(email);
    for (const { key } of source.writeKeys) expect(text).not.toContain(key);
    expect(text).not.toContain(project.projectId);
    expect(text).not.toContain("By owner");
  });

  it("is offered as a PDF where the server has a browser, made once, with the passphrase asked for all the same", async () => {
    const { path } = await link();
    const guarded = (await link({ passphrase: "tangerine balcony" })).path;
    vi.stubEnv("CHROMIUM_PATH", undefined);
    expect((await open(path, { query: "?as=pdf" })).text).toContain("ours-one");
    expect((await open(path)).text).not.toContain("as=pdf");
    const folder = temporaryFolder();
    const browser = join(folder, "browser.sh");
    const script = `#!/bin/sh\necho made >> ${folder}/made\nfor each; do case $each in --print-to-pdf=*) echo %PDF > "\${each#*=}";; esac; done`;
    writeFileSync(browser, script, { mode: 0o755 });
    vi.stubEnv("CHROMIUM_PATH", browser);
    const page = await open(path);
    expect(page.text).toContain("?language=en&amp;as=pdf");
    const [first, second] = await Promise.all([open(path, { query: "?as=pdf" }), open(path, { query: "?as=pdf" })]);
    expect([first.text, second.text]).toEqual(["%PDF\n", "%PDF\n"]);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "content-type": "application/pdf",
      "x-robots-tag": "noindex, nofollow",
    });
    expect(readFileSync(join(folder, "made"), "utf8")).toBe("made\n");
    expect((await open(guarded, { query: "?as=pdf" })).text).not.toContain("%PDF");
    vi.unstubAllEnvs();
  });

  it("is made once for all links to the same, in whatever language it was not made in yet", async () => {
    clearProcessState("publicPages");
    await Promise.all([open((await link()).path), open((await link()).path)]);
    const { kept } = processState<{ kept: Map<string, string> }>("publicPages", () => ({ kept: new Map() }));
    expect(kept.size).toBe(1);
    for (const key of kept.keys()) kept.set(key, "kept<body></body>");
    const shown = await open((await link({ expiresAt: soon(2) })).path);
    expect(shown.text).toMatch(/^kept<body><div class="bar">/);
    expect((await open((await link()).path, { query: "?language=fr" })).text).toContain("ours-one-fr");
    clearProcessState("publicPages");
  });

  it("keeps nothing from which the address could be had again", async () => {
    const { id, path } = await link({ passphrase: "tangerine balcony" });
    const row = await planDb().shareLink.findUniqueOrThrow({ where: { id } });
    const kept = JSON.stringify({ ...row, tokenHash: Buffer.from(row.tokenHash).toString("base64url") });
    expect(kept).not.toContain(path.split("/")[2]);
    expect(kept).not.toContain("tangerine");
    expect(JSON.stringify(await listAudit(project, { action: "share" }))).not.toContain(path.split("/")[2]);
  });
});

describe("an address that was not", () => {
  it("looks the same whether it is unknown, broken, over, taken back or protected no more", async () => {
    const over = await link();
    await planDb().shareLink.update({ where: { id: over.id }, data: { expiresAt: new Date(Date.now() - 1) } });
    const back = await link();
    await revokeShareLink(project, back.id);
    const overProtected = await link({ passphrase: "tangerine balcony" });
    await revokeShareLink(project, overProtected.id);
    const { path } = await link();
    const paths = [
      over.path,
      back.path,
      overProtected.path,
      `/share/${newSecret()}`,
      path.slice(0, -1),
      `${path}A`,
      path.toUpperCase(),
      "/share/%00",
      `/share/${"x".repeat(5000)}`,
    ];
    const answers = await Promise.all(paths.map((one) => open(one)));
    const posts = await Promise.all(paths.map((one) => open(one, { body: "passphrase=tangerine+balcony" })));
    for (const answer of [...answers, ...posts]) {
      expect(answer.status).toBe(404);
      expect(answer.text).toBe(answers[0]?.text);
      expect([...answer.headers]).toEqual([...(answers[0]?.headers ?? [])]);
    }
    const counts = (await listShareLinks(project)).filter(({ id }) => [over.id, back.id].includes(id));
    expect(counts.map(({ opens }) => opens)).toEqual([0, 0]);
  });

  it("is looked up by its hash alone: a near miss finds no more than any other", async () => {
    const { path } = await link();
    const secret = path.split("/")[2] ?? "";
    expect(await findShareLink(secret)).toBeDefined();
    const near = `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`;
    expect(await findShareLink(near)).toBeUndefined();
  });

  it("is not tried without end", async () => {
    const address = `a-${Math.random()}`;
    for (let time = 0; time < RATE_LIMITS.openShare.points; time++) await open(`/share/x`, { address });
    const refused = await open((await link()).path, { address });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.text).not.toContain("ours-");
  });
});

describe("a passphrase", () => {
  it("is asked for before anything is shown, and its grant is for that link and an hour", async () => {
    const passphrase = "tangerine balcony";
    const { path, id } = await link({ passphrase });
    const asked = await open(path);
    expect(asked.text).not.toContain("ours-one");
    expect(asked.text).toContain('<form method="post">');
    const wrong = await open(path, { body: "passphrase=tangerine" });
    expect(wrong.status).toBe(403);
    expect(wrong.text).not.toContain("ours-one");
    const right = await open(path, { body: new URLSearchParams({ passphrase }).toString() });
    expect(right.text).toContain("ours-one");
    const grant = /name="grant" value="([^"]+)"/.exec(right.text)?.[1] ?? "";
    const withGrant = (to: string, text: string) =>
      open(to, { query: "?language=fr", body: new URLSearchParams({ grant: text }).toString() });
    expect((await withGrant(path, grant)).text).toContain("ours-one-fr");
    const other = await link({ passphrase });
    const [until = "", mark = ""] = grant.split(".");
    for (const [to, text] of [
      [other.path, grant],
      [path, `${Number(until) + 1}.${mark}`],
      [path, `${Date.now() - 1}.${mark}`],
      [path, ""],
    ] as const)
      expect((await withGrant(to, text)).text).not.toContain("ours-one");
    expect((await listShareLinks(project)).find((one) => one.id === id)?.opens).toBe(2);
  });

  it("is not tried without end", async () => {
    const { path } = await link({ passphrase: "tangerine balcony" });
    const address = `a-${Math.random()}`;
    const statuses: number[] = [];
    for (let time = 0; time <= RATE_LIMITS.sharePassphrase.points; time++)
      statuses.push((await open(path, { body: "passphrase=guess+guess", address })).status);
    expect(statuses.slice(0, -1).every((status) => status === 403)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    expect((await open(path, { body: "passphrase=tangerine+balcony", address })).text).not.toContain("ours-one");
  });

  it("that is right counts as no try, and one link is not tried without end from many addresses", async () => {
    const { path, id } = await link({ passphrase: "tangerine balcony" });
    const { points } = RATE_LIMITS.sharePassphrase;
    const right = { body: "passphrase=tangerine+balcony" };
    for (let time = 0; time <= points; time++)
      expect((await open(path, { ...right, address: "one" })).status).toBe(200);
    for (let time = 0; time < RATE_LIMITS.sharePassphraseLink.points; time++)
      await limitRate("sharePassphraseLink", id);
    expect((await open(path, right)).status).toBe(429);
  });
});

describe("the access of who made it", () => {
  const member = () => ({
    workspaceId_personId: { workspaceId: world.workspace.id, personId: world.people.editor.id },
  });
  const change = (data: { role?: string; endsAt?: Date | null }) =>
    planDb().membership.update({ where: member(), data });

  it("ends what it made, by hand or through a token, and gives it back", async () => {
    const editor = await asProject(world, "editor");
    const { id: tokenId, token } = await makeToken(project.projectId, "editor");
    await planDb().apiToken.update({ where: { id: tokenId }, data: { createdById: world.people.editor.id } });
    const made = await Promise.all([link({}, editor), link({}, await authorizeProject({ token }, world.project.slug))]);
    const ours = await link();
    const statuses = async () => Promise.all([...made, ours].map(async ({ path }) => (await open(path)).status));
    expect(await statuses()).toEqual([200, 200, 200]);
    for (const ended of [{ endsAt: new Date(Date.now() - 1) }, { role: "viewer" }]) {
      await change(ended);
      expect(await statuses()).toEqual([404, 404, 200]);
      const suspended = (await listShareLinks(project)).filter(({ isSuspended }) => isSuspended);
      expect(suspended.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
      await change({ endsAt: null, role: "editor" });
    }
    expect(await statuses()).toEqual([200, 200, 200]);
  });
});

describe("making and taking back", () => {
  it("lists those that work before those that do no more", async () => {
    const older = await link();
    const newer = await link();
    await revokeShareLink(project, newer.id);
    const ids = (await listShareLinks(project)).map(({ id }) => id);
    expect(ids.indexOf(older.id)).toBeLessThan(ids.indexOf(newer.id));
  });

  it("asks for a day within a year, a version that is there, a section, and an editor", async () => {
    for (const changes of [
      { expiresAt: new Date(Date.now() - 1) },
      { expiresAt: soon(367) },
      { expiresAt: new Date(Number.NaN) },
      { passphrase: "short" },
      { sections: [] },
    ])
      expect(await outcome(link(changes))).toBe("invalid_input");
    expect(await outcome(link({ version: 99 }))).toBe("not_found");
    expect(await outcome(link({}, await asProject(world, "viewer")))).toBe("forbidden");
    expect(await outcome(listShareLinks(await asProject(world, "viewer")))).toBe("forbidden");
  });

  it("may end with the same day of next year in the project’s zone, also where a 29 February lies between", async () => {
    const zone = (timeZone: string) =>
      planDb().project.update({ where: { id: project.projectId }, data: { timeZone } });
    const before = (await planDb().project.findUniqueOrThrow({ where: { id: project.projectId } })).timeZone;
    await zone("Europe/Paris");
    const paris = await asProject(world);
    const made = async (now: string, expiresAt: string) =>
      outcome(
        createShareLink(paris, { ...base, expiresAt: new Date(expiresAt) }, { now: () => new Date(now).getTime() }),
      );
    for (const [now, last, tooFar] of [
      ["2027-03-01T08:00:00Z", "2028-03-01T23:00:00Z", "2028-03-02T23:00:00Z"],
      ["2026-11-22T23:30:00Z", "2027-11-23T23:00:00Z", "2027-11-23T23:00:01Z"],
      ["2028-02-29T12:00:00Z", "2029-03-01T23:00:00Z", "2029-03-02T23:00:00Z"],
    ] as const)
      expect([await made(now, last), await made(now, tooFar)]).toEqual(["ok", "invalid_input"]);
    await zone(before);
  });

  it("stays within the project, and is told in the audit log", async () => {
    const other = await authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
    expect(await outcome(link({ version: null }, other))).toBe("conflict");
    await publishText(other, "theirs");
    const theirs = await link({}, other);
    expect(await outcome(revokeShareLink(project, theirs.id))).toBe("not_found");
    expect((await listShareLinks(project)).some(({ id }) => id === theirs.id)).toBe(false);
    expect((await open(theirs.path)).text).not.toContain("ours-");
    const own = await link({ name: "Told of" });
    await revokeShareLink(project, own.id);
    await revokeShareLink(project, own.id);
    const told = (await listAudit(project, { action: "share" })).entries.filter(({ target }) => target === "Told of");
    expect(told.map(({ action }) => action)).toEqual(["share.revoke", "share.create"]);
  });
});
