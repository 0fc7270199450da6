import { beforeAll, describe, expect, it } from "vitest";
import { isTokenForm } from "../base/token-form.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { countTokensOf, createToken, findToken, listTokens, newToken, revokeToken } from "./api-token.ts";
import { listAudit, listWorkspaceAudit } from "./audit.ts";
import { authorizeProject, authorizeWorkspace, type Credential, listVisibleProjects } from "./authorize.ts";
import { ROLES } from "./authorized.ts";
import { changeMember } from "./member-change.ts";
import { asProject, asWorkspace, makeToken, makeWorld, outcome, type TestWorld } from "./testing.ts";
import { newWriteKey } from "./write-key.ts";

usePlanDb();
let world: TestWorld;
beforeAll(async () => {
  world = await makeWorld();
});

describe("proof for a project", () => {
  it("is given to each role up to its own, and to nobody else", async () => {
    for (const [own, role] of ROLES.entries())
      for (const [needed, atLeast] of ROLES.entries()) {
        const person = authorizeProject({ session: world.people[role].session }, world.project.slug, { atLeast });
        expect(await outcome(person), `${role} as ${atLeast}`).toBe(own >= needed ? "ok" : "forbidden");
        const { token } = await makeToken(world.project.id, role);
        expect(await outcome(authorizeProject({ token }, world.project.slug, { atLeast }))).toBe(
          own >= needed ? "ok" : "forbidden",
        );
      }
  });

  it("carries the project's own settings and the actor", async () => {
    const project = await asProject(world, "editor");
    expect(project).toMatchObject({
      projectId: world.project.id,
      workspaceId: world.workspace.id,
      role: "editor",
      timeZone: "Europe/Paris",
      actor: { kind: "person", id: world.people.editor.id, name: "editor" },
    });
    expect(project.number).toBeGreaterThan(0);
  });

  it("does not tell an outsider a foreign project from none", async () => {
    const foreign = (await makeToken(world.otherProject.id, "owner")).token;
    for (const credential of [{ session: world.outsider.session }, { token: foreign }] as Credential[]) {
      expect(await outcome(authorizeProject(credential, world.project.slug))).toBe("not_found");
      expect(await outcome(authorizeProject(credential, "no-such-project"))).toBe("not_found");
    }
  });

  it("refuses unknown, revoked, expired and mistyped credentials and write keys", async () => {
    const revoked = await makeToken(world.project.id, "owner");
    await revokeToken(await asProject(world), revoked.id);
    const expired = await makeToken(world.project.id, "owner", { expiresAt: new Date(Date.now() - 1) });
    const good = (await makeToken(world.project.id, "owner")).token;
    const mistyped = good.slice(0, -1) + (good.endsWith("0") ? "1" : "0");
    for (const token of [revoked.token, expired.token, newToken(), mistyped, "", "gbt_", "x".repeat(40)])
      expect(await outcome(authorizeProject({ token }, world.project.slug)), token).toBe("unauthenticated");
    for (const session of ["", "x".repeat(43), '\'; drop table "Session"; --'])
      expect(await outcome(authorizeProject({ session }, world.project.slug))).toBe("unauthenticated");
    expect(await outcome(authorizeProject({ token: newWriteKey() }, world.project.slug))).toBe("forbidden");
  });

  it("holds a token to its scopes; writing includes reading", async () => {
    const { token } = await makeToken(world.project.id, "owner", { scopes: ["plan:write"] });
    const attempt = (scope: "plan:read" | "plan:write" | "events:read") =>
      outcome(authorizeProject({ token }, world.project.slug, { scope }));
    expect(await attempt("plan:write")).toBe("ok");
    expect(await attempt("plan:read")).toBe("ok");
    expect(await attempt("events:read")).toBe("forbidden");
  });

  it("writes refusals of known callers into the audit log", async () => {
    await outcome(authorizeProject({ session: world.people.viewer.session }, world.project.slug, { atLeast: "owner" }));
    const page = await listAudit(await asProject(world), { action: "access.denied", actorId: world.people.viewer.id });
    expect(page.entries[0]).toMatchObject({
      actorName: "viewer",
      target: world.project.slug,
      detail: { needs: "owner" },
    });
  });
});

describe("proof for a workspace", () => {
  it("makes an admin of an owner's token and a viewer of any other", async () => {
    for (const role of ROLES) {
      const { token } = await makeToken(world.project.id, role);
      expect((await authorizeWorkspace({ token }, world.workspace.slug)).role).toBe(
        role === "owner" ? "admin" : "viewer",
      );
      expect(await outcome(authorizeWorkspace({ token }, world.otherWorkspace.slug))).toBe("not_found");
    }
    expect(await outcome(authorizeWorkspace({ session: world.outsider.session }, world.workspace.slug))).toBe(
      "not_found",
    );
    expect((await asWorkspace(world, "admin")).role).toBe("admin");
  });
});

describe("visible projects", () => {
  it("are those of the person's workspaces, or the token's one", async () => {
    const seen = await listVisibleProjects({ session: world.people.viewer.session });
    expect(seen.map((project) => [project.slug, project.role])).toEqual([[world.project.slug, "viewer"]]);
    const { token } = await makeToken(world.otherProject.id, "editor");
    expect((await listVisibleProjects({ token })).map((project) => project.slug)).toEqual([world.otherProject.slug]);
  });
});

describe("API tokens", () => {
  it("look like tokens, and never alike", () => {
    const tokens = Array.from({ length: 200 }, newToken);
    expect(new Set(tokens).size).toBe(200);
    for (const token of tokens) {
      expect(token).toMatch(/^gbt_[0-9A-Za-z]{49}$/);
      expect(isTokenForm(token)).toBe(true);
    }
    expect(isTokenForm(`gbt_${"0".repeat(49)}`)).toBe(false);
  });

  it("are stored as hashes, shown once, no stronger than their maker", async () => {
    const admin = await asProject(world, "admin");
    const input = { name: "CI", role: "editor", scopes: [], expiresAt: null } as const;
    const made = await createToken(admin, input);
    const row = await planDb().apiToken.findUniqueOrThrow({ where: { id: made.id } });
    expect(JSON.stringify({ ...row, tokenHash: Buffer.from(row.tokenHash).toString("latin1") })).not.toContain(
      made.token,
    );
    expect(made.token.startsWith(row.prefix)).toBe(true);
    expect(row.prefix.length).toBeLessThan(14);
    expect(await outcome(createToken(admin, { ...input, role: "owner" }))).toBe("forbidden");
    expect(await outcome(createToken(await asProject(world, "editor"), { ...input, role: "viewer" }))).toBe(
      "forbidden",
    );
    expect(await outcome(createToken(admin, { ...input, expiresAt: new Date(0) }))).toBe("invalid_input");
  });

  it("narrowed to some scopes make none that may do more", async () => {
    const made = await createToken(await asProject(world, "admin"), {
      name: "Narrow",
      role: "admin",
      scopes: ["access:write", "plan:read"],
      expiresAt: null,
    });
    const narrow = await authorizeProject({ token: made.token }, world.project.slug, { scope: "access:write" });
    const input = { name: "Next", role: "viewer", expiresAt: null } as const;
    expect(await outcome(createToken(narrow, { ...input, scopes: [] }))).toBe("forbidden");
    expect(await outcome(createToken(narrow, { ...input, scopes: ["plan:write"] }))).toBe("forbidden");
    await createToken(narrow, { ...input, scopes: ["plan:read", "access:read"] });
  });

  it("made through a token are its maker's, and end with it", async () => {
    const own = await makeWorld();
    const { owner } = own.people;
    const input = { name: "CI", role: "owner" as const, scopes: [], expiresAt: new Date(Date.now() + 3_600_000) };
    const parent = await createToken(await asProject(own), input);
    const through = await authorizeProject({ token: parent.token }, own.project.slug);
    const child = await createToken(through, { ...input, name: "Child", expiresAt: null });
    const rows = await planDb().apiToken.findMany({ where: { projectId: own.project.id, role: "owner" } });
    expect(rows.map(({ createdById }) => createdById)).toEqual([owner.id, owner.id]);
    expect(rows[0]?.expiresAt).toEqual(rows[1]?.expiresAt);
    const workspace = await authorizeWorkspace({ token: child.token }, own.workspace.slug);
    expect(await outcome(changeMember(workspace, owner.id, { endsAt: null }))).toBe("forbidden");
    expect([...(await countTokensOf(own.workspace.id, owner.id))]).toEqual([["owner", 2]]);
    // What no member made answers for itself.
    const free = await makeToken(own.project.id, "owner");
    const next = await createToken(await authorizeProject({ token: free.token }, own.project.slug), {
      ...input,
      expiresAt: null,
    });
    expect((await findToken(next.token))?.role).toBe("owner");
  });

  it("note when they were last used, and stop at once when revoked", async () => {
    const { id, token } = await makeToken(world.project.id, "viewer");
    const owner = await asProject(world);
    const lastUsed = async () => (await listTokens(owner)).find((item) => item.id === id)?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await authorizeProject({ token }, world.project.slug);
    expect(await lastUsed()).toBeInstanceOf(Date);
    await revokeToken(owner, id);
    await revokeToken(owner, id);
    expect(await outcome(authorizeProject({ token }, world.project.slug))).toBe("unauthenticated");
    const log = await listAudit(owner, { action: "token.revoke" });
    expect(log.entries.filter((entry) => (entry.detail as { id: string }).id === id)).toHaveLength(1);
  });

  it("cannot be revoked from another project, nor an owner's by an admin", async () => {
    const foreign = await makeToken(world.otherProject.id, "viewer");
    expect(await outcome(revokeToken(await asProject(world), foreign.id))).toBe("not_found");
    const strong = await makeToken(world.project.id, "owner");
    expect(await outcome(revokeToken(await asProject(world, "admin"), strong.id))).toBe("forbidden");
  });
});

describe("audit log", () => {
  it("is searched, filtered and paged, and shown to admins of its workspace only", async () => {
    const owner = await asProject(world);
    for (let number = 0; number < 7; number++)
      await createToken(owner, { name: `paged_${number}%`, role: "viewer", scopes: [], expiresAt: null });
    const first = await listAudit(owner, { search: "PAGED_", limit: 3 });
    const second = await listAudit(owner, { search: "PAGED_", limit: 3, before: first.next ?? "" });
    const third = await listAudit(owner, { search: "PAGED_", limit: 3, before: second.next ?? "" });
    expect([first, second, third].flatMap((page) => page.entries.map((entry) => entry.target))).toEqual(
      [6, 5, 4, 3, 2, 1, 0].map((number) => `paged_${number}%`),
    );
    expect(third.next).toBeUndefined();
    expect((await listAudit(owner, { search: "pagedX" })).entries).toEqual([]);
    expect((await listAudit(owner, { search: "%" })).entries.every((entry) => entry.target.includes("%"))).toBe(true);
    expect((await listAudit(owner, { action: "token" })).entries.length).toBeGreaterThan(6);
    expect((await listAudit(owner, { action: "tok" })).entries).toEqual([]);
    expect((await listAudit(owner, { to: new Date(0) })).entries).toEqual([]);
    const outsider = await authorizeWorkspace({ session: world.outsider.session }, world.otherWorkspace.slug);
    const foreign = await listWorkspaceAudit(outsider, { limit: 200 });
    expect(foreign.entries.some((entry) => entry.projectId === world.project.id)).toBe(false);
    for (const role of ["viewer", "editor"] as const) {
      const project = await asProject(world, role);
      expect(() => listAudit(project)).toThrow(/role/);
    }
    expect(await outcome(listAudit(owner, { before: "x" }))).toBe("bad_request");
  });
});
