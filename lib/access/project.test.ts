import { beforeAll, describe, expect, it } from "vitest";
import { onNotified } from "../base/notify.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { listAudit } from "./audit.ts";
import { authorizeProject } from "./authorize.ts";
import { createProject, getProject, isCurrency, isTimeZone, updateProject } from "./project.ts";
import { applyBootstrap, completeSetUp, isSetUpOpen, isSetUpToken, prepareSetUp } from "./setup.ts";
import { slugOf } from "./slug.ts";
import { archiveSource, createSource, getSource, listSources, restoreSource, updateSource } from "./source.ts";
import { asProject, asWorkspace, makeToken, makeVisitor, makeWorld, outcome, type TestWorld } from "./testing.ts";
import { revokeWriteKey, rotateWriteKey } from "./write-key.ts";

usePlanDb();

const FIRST = {
  person: { email: "first@example.test", name: "First", password: "tangerine balcony 7", language: "fr" },
  workspaceName: "Épicerie Durand & Fils",
  project: { name: "La boutique", timeZone: "Europe/Paris", currency: "EUR", weekStart: 1 },
} as const;
const BOOTSTRAP = `${"b".repeat(20)}0123456789abcdef`;

describe("first start", () => {
  it("makes one workspace with a bootstrap token, once", async () => {
    expect(await applyBootstrap(BOOTSTRAP)).toBe(true);
    expect(await applyBootstrap(BOOTSTRAP)).toBe(false);
    const project = await authorizeProject({ token: BOOTSTRAP }, "default", { atLeast: "owner" });
    expect(project.name).toBe("Default");
    expect(await planDb().planBranch.count({ where: { projectId: project.projectId, name: "main" } })).toBe(1);
    expect(await outcome(authorizeProject({ token: BOOTSTRAP.toUpperCase() }, "default"))).toBe("unauthenticated");
  });

  it("opens set-up to the token of the latest start only, for one person only", async () => {
    expect(await isSetUpOpen()).toBe(true);
    const stale = await prepareSetUp();
    const token = await prepareSetUp();
    if (!stale || !token) throw new Error("open");
    expect([isSetUpToken(stale), isSetUpToken(token), isSetUpToken("")]).toEqual([false, true, false]);
    expect(await outcome(completeSetUp({ ...FIRST, token: stale }, makeVisitor()))).toBe("forbidden");
    const weak = { ...FIRST, token, person: { ...FIRST.person, password: "password" } };
    expect(await outcome(completeSetUp(weak, makeVisitor()))).toBe("invalid_input");
    const both = await Promise.all([1, 2].map(() => outcome(completeSetUp({ ...FIRST, token }, makeVisitor()))));
    expect(both.sort()).toEqual(["forbidden", "ok"]);
    expect(await isSetUpOpen()).toBe(false);
    expect(await prepareSetUp()).toBeUndefined();
    expect(await outcome(completeSetUp({ ...FIRST, token }, makeVisitor()))).toBe("forbidden");
    expect(await planDb().membership.findMany({ select: { role: true } })).toEqual([{ role: "owner" }]);
  });
});

describe("projects and sources", () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await makeWorld();
  });

  it("get slugs of their own when several of one name are made at once", async () => {
    const admin = await asWorkspace(world, "admin");
    const made = await Promise.all([1, 2, 3].map(() => createProject(admin, { name: "At once" })));
    expect(made.map(({ slug }) => slug).sort()).toEqual(["at-once", "at-once-2", "at-once-3"]);
    const editor = await asProject(world, "editor");
    const source = { name: "Web", platform: "web", environment: "staging" } as const;
    const sources = await Promise.all([1, 2, 3].map(() => createSource(editor, source)));
    expect(new Set(sources.map(({ slug }) => slug)).size).toBe(3);
  });

  it("get a slug of their own, unique whoever has it", async () => {
    const admin = await asWorkspace(world, "admin");
    const first = await createProject(admin, { name: "Boutique d’Été" });
    const second = await createProject(admin, { name: "Boutique d’Été" });
    expect([first.slug, second.slug]).toEqual(["boutique-d-ete", "boutique-d-ete-2"]);
    expect(await outcome(createProject(admin, { name: "x", slug: "docs" }))).toBe("invalid_input");
    expect(await outcome(createProject(admin, { name: "x", slug: "Été" }))).toBe("invalid_input");
    expect(await outcome(createProject(admin, { name: "x", slug: world.otherProject.slug }))).toBe("conflict");
    expect((await createProject(admin, { name: "Docs" })).slug).not.toBe("docs");
    expect(await outcome(createProject(await asWorkspace(world, "editor"), { name: "x" }))).toBe("forbidden");
    expect(slugOf("···", "project")).toBe("project");
  });

  it("hold valid settings only and tell who depends on them", async () => {
    const told: string[] = [];
    const stop = onNotified("sourcesChanged", ({ projectId }) => told.push(projectId));
    const admin = await asProject(world, "admin");
    await updateProject(admin, { timeZone: "America/Sao_Paulo", currency: "BRL", weekStart: 7 });
    await updateProject(admin, { currency: "BRL" });
    stop();
    expect(told).toEqual([world.project.id]);
    expect(await getProject(admin)).toMatchObject({ timeZone: "America/Sao_Paulo", currency: "BRL", weekStart: 7 });
    for (const change of [
      { timeZone: "Mars/Olympus" },
      { timeZone: "europe/paris" },
      { timeZone: "ASIA/KOLKATA" },
      { timeZone: "'; drop" },
      { currency: "EURO" },
      { currency: "QQQ" },
      { weekStart: 0 },
      { name: "  " },
    ])
      expect(await outcome(updateProject(admin, change)), JSON.stringify(change)).toBe("invalid_input");
    expect(await outcome(updateProject(await asProject(world, "editor"), { name: "x" }))).toBe("forbidden");
    expect([isTimeZone("Asia/Kathmandu"), isTimeZone("UTC"), isTimeZone("+05:45"), isCurrency("JPY")]).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  it("of sources keep their keys, mode and environment, and come back from the archive", async () => {
    const editor = await asProject(world, "editor");
    const admin = await asProject(world, "admin");
    const source = await createSource(editor, { name: "Site web", platform: "web", environment: "production" });
    expect(source).toMatchObject({ slug: "site-web", mode: "quarantine", unplanned: "violation" });
    expect(source.writeKeys[0]?.key).toMatch(/^gbw_[0-9A-Za-z]{25}$/);
    expect(
      await outcome(createSource(editor, { name: "x", slug: "site-web", platform: "web", environment: "staging" })),
    ).toBe("conflict");
    const changed = await updateSource(editor, "site-web", { mode: "observe", environment: "staging" });
    expect(changed).toMatchObject({ mode: "observe", environment: "staging" });
    const log = await listAudit(admin, { action: "source.update" });
    expect(log.entries[0]?.detail).toEqual({ mode: "quarantine → observe", environment: "production → staging" });

    const second = await rotateWriteKey(editor, "site-web");
    expect((await getSource(editor, "site-web")).writeKeys.map((key) => key.id)).toEqual([
      second.id,
      source.writeKeys[0]?.id,
    ]);
    expect(await outcome(revokeWriteKey(editor, "site-web", second.id))).toBe("forbidden");
    await revokeWriteKey(admin, "site-web", source.writeKeys[0]?.id ?? "");
    expect((await getSource(editor, "site-web")).writeKeys.map((key) => key.id)).toEqual([second.id]);

    expect(await outcome(archiveSource(editor, "site-web"))).toBe("forbidden");
    await archiveSource(admin, "site-web");
    await archiveSource(admin, "site-web");
    expect((await listSources(editor)).some((item) => item.slug === "site-web")).toBe(false);
    expect((await listSources(editor, { archived: true })).some((item) => item.slug === "site-web")).toBe(true);
    await restoreSource(admin, "site-web");
    expect((await listSources(editor)).some((item) => item.slug === "site-web")).toBe(true);
  });

  it("are out of reach of other projects and of viewers", async () => {
    await createSource(await asProject(world), { name: "Guarded", platform: "node", environment: "production" });
    const key = (await getSource(await asProject(world), "guarded")).writeKeys[0]?.id ?? "";
    const { token } = await makeToken(world.otherProject.id, "owner");
    const foreign = await authorizeProject({ token }, world.otherProject.slug);
    const viewer = await asProject(world, "viewer");
    for (const [project, code] of [
      [foreign, "not_found"],
      [viewer, "forbidden"],
    ] as const) {
      expect(await outcome(updateSource(project, "guarded", { mode: "block" }))).toBe(code);
      expect(await outcome(rotateWriteKey(project, "guarded"))).toBe(code);
      expect(await outcome(revokeWriteKey(project, "guarded", key))).toBe(code);
      expect(await outcome(archiveSource(project, "guarded"))).toBe(code);
    }
    expect(await outcome(getSource(foreign, "guarded"))).toBe("not_found");
  });
});
